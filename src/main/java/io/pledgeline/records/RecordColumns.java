package io.pledgeline.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The columns of the CSV of a table: flat, with one for each detail or question of the campaign. */
final class RecordColumns {

    private record Column(String name, Function<JsonNode, String> cell) {}

    private final List<Column> columns = new ArrayList<>();

    /** @param own names of the details or questions of this campaign */
    RecordColumns(RecordTable table, List<String> own) {
        switch (table) {
            case BACKERS -> backers();
            case PLEDGES -> {
                pledges();
                own.forEach(name -> add(
                        "details: " + name,
                        record -> text(record.path("details").path(name))));
            }
            case PRODUCTS -> products();
            case SURVEYS -> {
                backer();
                add("answered_at", "/answeredAt");
                own.forEach(
                        name -> add(name, record -> text(record.path("answers").path(name))));
            }
        }
        add("created_by_file", "/createdBy/filename");
        add("created_at", "/createdBy/at");
        add("changed_by_file", "/changedBy/filename");
        add("changed_at", "/changedBy/at");
        add("source_file", "/source/file");
        add("source_row", "/source/row");
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    List<String> cells(JsonNode record) {
        return columns.stream().map(column -> column.cell().apply(record)).toList();
    }

    private void backers() {
        key();
        add("number", "/number");
        add("name", "/name");
        add("email", "/email");
        add("country", "/country");
        add("address_name", "/address/name");
        add("address_1", "/address/address1");
        add("address_2", "/address/address2");
        add("city", "/address/city");
        add("state", "/address/state");
        add("postal_code", "/address/postalCode");
        add("address_country", "/address/countryName");
        add("address_country_code", "/address/countryCode");
        add("phone", "/address/phone");
        add("delivery_notes", "/address/notes");
    }

    private void pledges() {
        key();
        backer();
        add("amount", "/amount");
        add("currency", "/currency");
        add("status", "/status");
        add("pledged_at", "/pledgedAt");
        add("items", RecordColumns::items);
    }

    private void products() {
        key();
        add("name", "/name");
        add("sku", "/sku");
        add("price", "/price");
        add("pledged", "/pledged");
        add("inventory_at", "/inventoryAt");
    }

    private void key() {
        add("id", "/id");
        add("platform", "/platform");
        add("external_id", "/externalId");
    }

    private void backer() {
        add("backer_id", "/backer/id");
        add("backer_name", "/backer/name");
        add("backer_email", "/backer/email");
    }

    private static String items(JsonNode record) {
        return StreamSupport.stream(record.path("items").spliterator(), false)
                .map(item -> text(item.path("quantity")) + " x " + text(item.path("name")))
                .collect(Collectors.joining("; "));
    }

    private void add(String name, String pointer) {
        add(name, record -> text(record.at(pointer)));
    }

    private void add(String name, Function<JsonNode, String> cell) {
        columns.add(new Column(name, cell));
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }
}
