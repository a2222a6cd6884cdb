package io.pledgeline.platform;

import java.util.HashSet;
import java.util.Set;

/**
 * Which fields have a column; a name as a whole and in parts is one field. Several columns may be one item each if a person
 * says so, but a guess must not come before what the platform's file reads.
 */
final class Claims {
    private final Set<String> fields = new HashSet<>();

    boolean isFree(String field) {
        boolean other = Fields.isPartOfName(field)
                ? fields.contains(Fields.BACKER_NAME)
                : field.equals(Fields.BACKER_NAME)
                        && (fields.contains(Fields.BACKER_FIRST_NAME) || fields.contains(Fields.BACKER_LAST_NAME));
        boolean shared = Fields.isShared(field) && !field.startsWith("item.");
        return shared || (!other && !fields.contains(field));
    }

    void add(String field) {
        fields.add(field);
    }
}
