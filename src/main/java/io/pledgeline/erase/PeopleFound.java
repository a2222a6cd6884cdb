package io.pledgeline.erase;

import io.pledgeline.database.Row;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns the backers that are one person into what is kept of them, hashes, and what is removed, their ids. */
@Component
class PeopleFound {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;

    /** Parameters of {@code keep-people.sql} and {@code remove-people.sql}, from the rows of {@code find-people.sql}. */
    public Map<String, @Nullable Object> parameters(
            @Body List<Map<String, Object>> rows,
            @Variable("task") ErasureTask task,
            @Variable("held") List<Map<String, Object>> held) {
        byte[] key = held.get(0).get("erasure_key") instanceof byte[] known ? known : newKey();
        PersonHashes hashes = new PersonHashes(key);
        Set<String> kept = new LinkedHashSet<>();
        List<String> ids = new ArrayList<>();
        Set<String> campaigns = new LinkedHashSet<>();
        if (task.getParameters().get("email") instanceof String email) {
            kept.add(hashes.ofEmail(email));
        }
        for (Map<String, Object> columns : rows) {
            Row row = new Row(columns);
            ids.add(row.uuid("id").toString());
            campaigns.add(row.uuid("campaign_id").toString());
            kept.addAll(hashes.kept(
                    row.uuid("campaign_id"),
                    row.text("platform"),
                    row.text("external_id"),
                    row.integer("key_rank"),
                    row.textOrNull("number")));
        }
        Map<String, @Nullable Object> parameters = new HashMap<>(task.getParameters());
        parameters.put("key", PersonHashes.bytes(List.of(HexFormat.of().formatHex(key)))[0]);
        parameters.put("hashes", PersonHashes.bytes(kept));
        parameters.put("backers", ids.toArray(String[]::new));
        parameters.put("campaigns", campaigns.stream().sorted().toArray(String[]::new));
        return parameters;
    }

    private static byte[] newKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }
}
