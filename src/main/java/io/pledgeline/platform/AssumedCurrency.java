package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import io.pledgeline.platform.Mapping.Warning;
import java.util.List;

/** Tells when the currency of amounts is not said by the file but assumed. */
final class AssumedCurrency {
    private boolean bareDollar;
    private boolean nothing;

    AssumedCurrency(List<Column> columns, Sample sample) {
        boolean hasCurrencyColumn = columns.stream().anyMatch(c -> c.field().equals(Fields.PLEDGE_CURRENCY));
        for (Column column : columns) {
            if (column.field().equals(Fields.PLEDGE_AMOUNT) && !hasCurrencyColumn) {
                MoneyFormat format = new MoneyFormat(
                        column.params().getOrDefault("decimal", ".").charAt(0));
                for (String cell : sample.column(column.index(), column.blanks())) {
                    Money money = format.parse(cell);
                    bareDollar |= Currencies.DOLLAR.equals(money.currency());
                    nothing |= money.fault() == null && money.currency() == null;
                }
            }
        }
    }

    /** @param dollar as what a bare {@code $} is read */
    List<Warning> warnings(CampaignSettings campaign, String dollar) {
        if (bareDollar && !Currencies.isDollar(campaign.currency())) {
            return List.of(new Warning(
                    "CURRENCY_ASSUMED", "A bare $ is read as " + dollar + ", because the campaign names no dollar."));
        }
        if (nothing && campaign.currency() == null) {
            return List.of(new Warning(
                    "CURRENCY_ASSUMED",
                    "Amounts without a currency are read as USD, because the campaign names none."));
        }
        return List.of();
    }
}
