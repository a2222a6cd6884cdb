package io.pledgeline.ai;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the model's answer about rows, and takes it only as a whole. */
final class RowAnswers {

    private static final int MOST_DIGITS = 15;
    private static final BigDecimal MOST_PIECES = BigDecimal.valueOf(100_000);

    private final AnswerForm form;
    private final List<AskedRow> rows;
    private final boolean complete;

    /** @param complete whether a row that says something has to have an answer */
    RowAnswers(AnswerForm form, List<AskedRow> rows, boolean complete) {
        this.form = form;
        this.rows = rows;
        this.complete = complete;
    }

    /**
     * The answered cells by the number of their row, in the order of the mapping's answers.
     *
     * @throws UnusableAnswer if it does not fit the form, is not about exactly these rows, passes one over, or says what does not stand in them
     */
    Map<Long, List<String>> read(String text) {
        JsonNode answer = AnswerText.read(text);
        if (!form.fits(answer)) {
            throw new UnusableAnswer("The answer does not fit the schema");
        }
        JsonNode list = answer.get("rows");
        if (list.size() != rows.size()) {
            throw new UnusableAnswer("The answer has another number of rows");
        }
        Map<Long, List<String>> cells = new TreeMap<>();
        for (JsonNode row : list) {
            BigDecimal id = row.get("id").decimalValue();
            if (id.signum() <= 0 || id.compareTo(BigDecimal.valueOf(rows.size())) > 0) {
                throw new UnusableAnswer("The answer has an unknown row id");
            }
            AskedRow asked = rows.get(id.intValue() - 1);
            OwnCells own = new OwnCells(asked.cells());
            List<String> answered = cells(row, own);
            if (cells.put(asked.number(), answered) != null) {
                throw new UnusableAnswer("The answer has a row twice");
            }
            if (complete && own.sayFacts() && answered.stream().allMatch(String::isEmpty)) {
                throw new UnusableAnswer("The answer passes over a row");
            }
        }
        return cells;
    }

    private List<String> cells(JsonNode row, OwnCells own) {
        List<String> cells = new ArrayList<>();
        for (String field : form.rowFields()) {
            JsonNode value = row.get(AnswerForm.nameOf(field));
            cells.add(field.equals(AnswerForm.AMOUNT) ? amount(value, own) : said(field, value, own));
        }
        List<List<String>> room = form.itemFields();
        int items = 0;
        for (JsonNode item : row.path("items")) {
            if (isNothing(item.path("name")) && isNothing(item.path("sku"))) {
                continue;
            }
            if (items == room.size()) {
                throw new UnusableAnswer("The answer has too many items in a row");
            }
            for (String field : room.get(items++)) {
                JsonNode value = item.get(AnswerForm.nameOf(field));
                cells.add(field.equals("item.quantity") ? pieces(value, own) : said(field, value, own));
            }
        }
        room.subList(items, room.size()).forEach(fields -> fields.forEach(field -> cells.add("")));
        return cells;
    }

    private static boolean isNothing(JsonNode value) {
        return !value.isTextual() || value.asText().isBlank();
    }

    private static String said(String field, JsonNode value, OwnCells own) {
        if (isNothing(value)) {
            return "";
        }
        String text = value.asText().strip();
        if (!own.hold(field, text)) {
            throw invented();
        }
        return text;
    }

    private static String amount(JsonNode value, OwnCells own) {
        if (!value.isNumber()) {
            return "";
        }
        BigDecimal amount = value.decimalValue();
        // Before it is written out: 1E+999999999 would be, too.
        if (amount.signum() < 0 || Math.abs(amount.precision() - amount.scale()) > MOST_DIGITS) {
            throw invented();
        }
        BigDecimal plain = amount.stripTrailingZeros();
        if (plain.scale() > 2 || !own.hold(plain)) {
            throw invented();
        }
        return plain.setScale(2).toPlainString();
    }

    private static String pieces(JsonNode value, OwnCells own) {
        if (!value.isNumber()) {
            return "";
        }
        BigDecimal pieces = value.decimalValue();
        if (pieces.signum() < 0 || pieces.compareTo(MOST_PIECES) > 0 || !own.hold(pieces.intValue())) {
            throw invented();
        }
        return Integer.toString(pieces.intValue());
    }

    private static UnusableAnswer invented() {
        return new UnusableAnswer("The answer says what does not stand in the cells of its row");
    }
}
