package io.pledgeline.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** One backer of a {@link SyntheticReport}; everything about him follows from the seed and his number. */
record SyntheticRow(
        long number,
        Reward reward,
        int bonusCents,
        int shippingCents,
        int pins,
        int dice,
        boolean answered,
        boolean moved,
        SplittableRandom more) {

    static final String PIN = "Enamel pin";
    static final String DICE = "Dice set, bone white";

    static final String HEADER = String.join(
                    ",",
                    "Backer Number,Backer UID,Backer Name,Email,Shipping Country,Shipping Amount,Reward Title",
                    "Backing Minimum,Reward ID,Bonus Support,Pledge Amount,Pledged At,Fulfillment Status,Pledged Status",
                    "Notes",
                    PIN,
                    "\"" + DICE + "\"",
                    "\"Which colour shall the box have, and what do we write on it?\"",
                    "Survey Response,Shipping Name,Shipping Address 1,Shipping Address 2,Shipping City,Shipping State",
                    "Shipping Postal Code,Shipping Country Name,Shipping Country Code,Shipping Phone Number",
                    "Shipping Delivery Notes")
            + "\n";

    enum Reward {
        NONE("", "", 0),
        DIGITAL("Digital edition", "9100001", 15_00),
        BOOK("Printed book, signed", "9100002", 35_00),
        BOX("Deluxe box \"First Light\"", "9100003", 89_00),
        // Its amounts have a comma.
        RETAIL("Retailer pack", "9100004", 1_250_00);

        private final String title;
        private final String id;
        private final int cents;

        Reward(String title, String id, int cents) {
            this.title = title;
            this.id = id;
            this.cents = cents;
        }

        // In hundredths: 10 none, 24 digital, 40 book, 25 box, 1 retail.
        private static Reward at(int hundredth) {
            if (hundredth < 10) {
                return NONE;
            }
            if (hundredth < 34) {
                return DIGITAL;
            }
            if (hundredth < 74) {
                return BOOK;
            }
            return hundredth < 99 ? BOX : RETAIL;
        }
    }

    private record Place(String city, String state, String postalCode, String country, String code) {}

    private static final int PIN_CENTS = 8_00;
    private static final int DICE_CENTS = 12_00;
    // A prime: multiplying below it scatters the numbers and keeps them different.
    private static final long UIDS = 2_147_483_647L;

    private static final List<String> FIRST = List.of(
            "Ada", "José", "Zoë", "Linus", "Søren", "Grace", "Łukasz", "Mary", "Björn", "Chloé", "Ivan", "明", "Olga",
            "Nils", "Aïsha", "Tom");
    private static final List<String> LAST = List.of(
            "Lovelace",
            "Müller",
            "Núñez",
            "Okafor",
            "Ångström",
            "O'Brien",
            "Kowalski",
            "Smith",
            "Dvořák",
            "García",
            "Petrov",
            "王",
            "Jensen",
            "van der Berg",
            "Šimić",
            "Brown");
    private static final List<String> STREETS =
            List.of("Elm Street", "Rue de l'Église", "Königsallee", "Calle Mayor", "Main Street", "Østergade");
    private static final List<Place> PLACES = List.of(
            new Place("Portland", "OR", "97205", "United States", "US"),
            new Place("Austin", "TX", "78701", "United States", "US"),
            new Place("Brooklyn", "NY", "11201", "United States", "US"),
            new Place("London", "", "SW1A 1AA", "United Kingdom", "GB"),
            new Place("Köln", "", "50667", "Germany", "DE"),
            new Place("Montréal", "QC", "H2Y 1C6", "Canada", "CA"),
            new Place("Málaga", "", "29001", "Spain", "ES"),
            new Place("København", "", "1050", "Denmark", "DK"));

    static SyntheticRow of(long seed, long number, boolean changed) {
        var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        Reward reward = Reward.at(random.nextInt(100));
        int bonus = random.nextInt(5) == 0 ? 100 * random.nextInt(1, 20) : 0;
        int shipping = reward == Reward.NONE || reward == Reward.DIGITAL ? 0 : 5_00 + 50 * random.nextInt(20);
        int pins = random.nextInt(5) == 0 ? random.nextInt(1, 3) : 0;
        int dice = random.nextInt(10) == 0 ? random.nextInt(1, 4) : 0;
        boolean answered = random.nextInt(10) > 0;
        return new SyntheticRow(
                number,
                reward,
                changed ? bonus + 5_00 : bonus,
                shipping,
                pins,
                dice,
                answered,
                changed,
                random.split());
    }

    long amountCents() {
        return reward.cents + bonusCents + shippingCents + (long) pins * PIN_CENTS + (long) dice * DICE_CENTS;
    }

    String uid() {
        return Long.toString(100_000_000 + number * 48_271 % UIDS);
    }

    /**
     * Appends the line; works once, because it uses up the random numbers.
     *
     * @param spoiled says an amount that is none, so that the row cannot be imported
     */
    void appendTo(StringBuilder line, boolean spoiled) {
        String first = any(FIRST);
        String name = first + " " + any(LAST);
        Place place = any(PLACES);
        line.append(number).append(',').append(uid());
        cell(line, name);
        cell(line, "backer." + number + "@mail.example.com");
        cell(line, place.code);
        cell(line, money(shippingCents));
        cell(line, reward.title);
        cell(line, money(reward.cents));
        cell(line, reward.id);
        cell(line, money(bonusCents));
        cell(line, spoiled ? "a lot" : money(amountCents()));
        cell(line, moment(3));
        cell(line, "Not fulfilled");
        cell(line, more.nextInt(50) == 0 ? "dropped" : "collected");
        cell(line, more.nextInt(8) == 0 ? "Wants it gift-wrapped, second pledge of this family" : "");
        cell(line, quantity(pins));
        cell(line, quantity(dice));
        cell(line, answered ? answer(first) : "No response");
        cell(line, answered ? moment(5) : "");
        cell(line, name);
        cell(line, more.nextInt(1, 400) + " " + any(STREETS) + (moved ? " West" : ""));
        cell(line, more.nextInt(10) == 0 ? "Flat " + more.nextInt(1, 90) + ",\nback entrance" : "");
        cell(line, place.city);
        cell(line, place.state);
        cell(line, place.postalCode);
        cell(line, place.country);
        cell(line, place.code);
        cell(line, "+1 555 01" + more.nextInt(10, 99));
        cell(line, more.nextInt(5) == 0 ? "Ring twice, please.\nThe \"blue\" door in the yard" : "");
        line.append('\n');
    }

    private String answer(String first) {
        String colour = more.nextBoolean() ? "Midnight blue, " : "Forest green, ";
        return more.nextInt(20) == 0 ? colour + "and:\nfor " + first : colour + first;
    }

    private String moment(int month) {
        return String.format(
                Locale.ROOT,
                "2026/%02d/%02d, %02d:%02d",
                month,
                more.nextInt(1, 31),
                more.nextInt(24),
                more.nextInt(60));
    }

    private static String quantity(int pieces) {
        return pieces == 0 ? "" : Integer.toString(pieces);
    }

    private static String money(long cents) {
        return String.format(Locale.ROOT, "$%,d.%02d", cents / 100, cents % 100);
    }

    private <T> T any(List<T> list) {
        return list.get(more.nextInt(list.size()));
    }

    private static void cell(StringBuilder line, String text) {
        line.append(',');
        if (text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0) {
            line.append(text);
        } else {
            line.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }
}
