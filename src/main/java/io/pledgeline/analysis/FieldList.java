package io.pledgeline.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pledgeline.ai.AiSettings;
import io.pledgeline.platform.Choices;
import org.springframework.stereotype.Component;

/** Answers what a person can say that a column is; what a model reads only where one can be asked. */
@Component
class FieldList {

    private final AiSettings ai;

    FieldList(AiSettings ai) {
        this.ai = ai;
    }

    public String write() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        for (String field : Choices.fields()) {
            if (ai.isConfigured() || !Choices.isForAi(new Choices.Choice("", 1, field))) {
                int dot = field.indexOf('.');
                items.addObject()
                        .put("field", field)
                        .put("group", dot < 0 ? "other" : field.substring(0, dot))
                        .put("type", Choices.typeOf(field).name())
                        .put("shared", Choices.isShared(field));
            }
        }
        return Json.write(answer);
    }
}
