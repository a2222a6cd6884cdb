package io.pledgeline.unpack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pledgeline.split.Slice;
import io.pledgeline.split.SliceLostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says which plain files came out of a container, in the parameters of {@code store-files.sql}. */
@Component
class UnpackedFiles {

    private final JsonMapper json = new JsonMapper();

    public Map<String, Object> parameters(@Variable("unpacking") Unpacking unpacking, @Variable("slice") Slice slice)
            throws JsonProcessingException {
        List<PlainFile> files =
                unpacking.done().stream().filter(file -> file.bytes() > 0).toList();
        if (files.isEmpty()) {
            throw Refusal.noCsv("The file that is packed in it is empty.");
        }
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("upload", slice.upload().toString());
        parameters.put("attempt", slice.attempt());
        parameters.put("total", files.stream().mapToLong(PlainFile::bytes).sum());
        parameters.put("names", column(files, PlainFile::name));
        parameters.put("keys", column(files, PlainFile::key));
        parameters.put("sizes", column(files, file -> String.valueOf(file.bytes())));
        parameters.put("charsets", column(files, PlainFile::charset));
        parameters.put("partial", unpacking.container().isPartial());
        parameters.put("warnings", json.writeValueAsString(warnings(unpacking)));
        return parameters;
    }

    /** Takes the rows of {@code store-files.sql}: none means that somebody else goes on with this upload. */
    public void kept(@Body List<Map<String, Object>> rows, @Variable("unpacking") Unpacking unpacking) {
        if (rows.isEmpty()) {
            throw new SliceLostException("Another worker unpacks this file, or its job has ended");
        }
        unpacking.keep();
    }

    private static List<Map<String, String>> warnings(Unpacking unpacking) {
        List<String> ignored = unpacking.container().ignored();
        return ignored.isEmpty()
                ? List.of()
                : List.of(Map.of(
                        "code", "FILES_IGNORED", "detail", "Not imported from the ZIP: " + shown(ignored) + "."));
    }

    private static String shown(List<String> names) {
        int most = 20;
        return String.join(", ", names.subList(0, Math.min(most, names.size())))
                + (names.size() > most ? " and " + (names.size() - most) + " more" : "");
    }

    private static @Nullable String[] column(List<PlainFile> files, Function<PlainFile, @Nullable String> value) {
        @Nullable String[] column = new String[files.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(files.get(i));
        }
        return column;
    }
}
