package io.pledgeline.platform;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one platform file strictly: a key nobody knows, or a value that cannot work, refuses the file with its line. */
final class PlatformFileReader {
    static final String SUFFIX = ".platform.yaml";

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private PlatformFileReader() {}

    /** Why a platform file was refused, and where. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        final int line;

        Refused(int line, String reason) {
            super(reason);
            this.line = line;
        }
    }

    static PlatformFile read(Path path) throws Refused {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new Refused(1, "cannot be read as UTF-8 text");
        }
        PlatformFile file = parse(text);
        String name = path.getFileName().toString();
        for (PlatformFileRules.Finding finding :
                PlatformFileRules.check(file, name.substring(0, name.length() - SUFFIX.length()))) {
            throw new Refused(lineOf(text, finding.path()), finding.reason());
        }
        return file;
    }

    private static PlatformFile parse(String text) throws Refused {
        try {
            PlatformFile file = YAML.readValue(text, PlatformFile.class);
            if (file == null) {
                throw new Refused(1, "the file is empty");
            }
            return file;
        } catch (JsonProcessingException e) {
            throw new Refused(lineOf(text, e), reason(e));
        }
    }

    private static List<String> path(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                        .toList()
                : List.of();
    }

    private static String reason(JsonProcessingException e) {
        String where = String.join("/", path(e));
        String what = e instanceof UnrecognizedPropertyException unknown
                ? "unknown key, known are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .toList()
                : e.getOriginalMessage().lines().findFirst().orElse("not readable");
        return where.isEmpty() ? what : where + ": " + what;
    }

    /** Where Jackson stopped; by the path if there is one, because it reads the keys of a record ahead. */
    private static int lineOf(String text, JsonProcessingException e) {
        try {
            if (!path(e).isEmpty()) {
                return lineOf(text, path(e));
            }
        } catch (YAMLException broken) {
            // The text is broken further down; what Jackson met before that is told by its location.
        }
        return e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    }

    /** The line of the deepest node on this path that exists. */
    private static int lineOf(String text, List<String> path) {
        Node node = new Yaml().compose(new StringReader(text));
        int line = 1;
        for (String step : path) {
            Node next = null;
            if (node instanceof MappingNode mapping) {
                for (var tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key
                            && key.getValue().equals(step)) {
                        line = key.getStartMark().getLine() + 1;
                        next = tuple.getValueNode();
                    }
                }
            } else if (node instanceof SequenceNode sequence) {
                int index = Integer.parseInt(step);
                if (index < sequence.getValue().size()) {
                    next = sequence.getValue().get(index);
                    line = next.getStartMark().getLine() + 1;
                }
            }
            if (next == null) {
                return line;
            }
            node = next;
        }
        return line;
    }
}
