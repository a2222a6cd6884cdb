package io.pledgeline.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what an answer about rows looks like, to the model and to the judge of its answer alike.
 *
 * <p>The schema keeps to the words that every provider of structured output takes; lengths and ranges are not among
 * them.
 */
final class AnswerForm {

    static final String ITEM = "item.";
    static final String AMOUNT = "pledge.amount";

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final List<String> fields;
    private final String text;
    private final JsonSchema schema;

    /** @param answers the fields of a mapping that the model fills, in the order of its columns */
    AnswerForm(List<String> answers) {
        fields = answers;
        ObjectNode root = schemaOf(answers);
        text = root.toString();
        schema = SCHEMAS.getSchema(root);
    }

    /** The JSON schema. */
    String text() {
        return text;
    }

    boolean fits(JsonNode answer) {
        return schema.validate(answer).isEmpty();
    }

    /** The fields of a row, each once, without those of its items. */
    List<String> rowFields() {
        return fields.stream().filter(field -> !field.startsWith(ITEM)).toList();
    }

    /** The fields of each item that a row has room for. */
    List<List<String>> itemFields() {
        List<List<String>> items = new ArrayList<>();
        for (String field : fields) {
            if (field.startsWith(ITEM)) {
                if (items.isEmpty() || items.get(items.size() - 1).contains(field)) {
                    items.add(new ArrayList<>());
                }
                items.get(items.size() - 1).add(field);
            }
        }
        return items;
    }

    /** What the field is called in the answer: dots are not taken by every provider. */
    static String nameOf(String field) {
        return field.startsWith(ITEM) ? field.substring(ITEM.length()) : field.replace('.', '_');
    }

    private ObjectNode schemaOf(List<String> answers) {
        ObjectNode row = object();
        property(row, "id", "integer");
        for (String field : rowFields()) {
            property(row, nameOf(field), field.equals(AMOUNT) ? "number" : "string", "null");
        }
        if (answers.stream().anyMatch(field -> field.startsWith(ITEM))) {
            ObjectNode item = object();
            for (String field : itemFields().get(0)) {
                property(item, nameOf(field), field.equals("item.quantity") ? "integer" : "string", "null");
            }
            array(row, "items", item);
        }
        ObjectNode root = object();
        array(root, "rows", row);
        return root;
    }

    static ObjectNode object() {
        ObjectNode object = JSON.createObjectNode().put("type", "object");
        object.putObject("properties");
        object.putArray("required");
        return object.put("additionalProperties", false);
    }

    static ObjectNode property(ObjectNode object, String name, String... types) {
        ((ArrayNode) object.get("required")).add(name);
        ObjectNode property = ((ObjectNode) object.get("properties")).putObject(name);
        if (types.length == 1) {
            return property.put("type", types[0]);
        }
        ArrayNode all = property.putArray("type");
        for (String type : types) {
            all.add(type);
        }
        return property;
    }

    static void array(ObjectNode object, String name, ObjectNode element) {
        property(object, name, "array").set("items", element);
    }
}
