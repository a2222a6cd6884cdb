package io.pledgeline.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.ExchangeProperty;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives the text of the SQL files beside the routes; an edited file counts from the next statement on. */
@Component
class SqlFiles {

    private record Statement(String text, FileTime modified) {}

    private final Path routes;
    private final Map<String, Statement> statements = new ConcurrentHashMap<>();

    SqlFiles(@Value("${routes.dir}") Path routes) {
        this.routes = routes;
    }

    /** @param file below the folder of the routes, such as {@code load/sql/claim-chunk.sql} */
    public String text(@ExchangeProperty("sql") String file) throws IOException {
        Path path = routes.resolve(file);
        FileTime modified = Files.getLastModifiedTime(path);
        Statement known = statements.get(file);
        if (known == null || !known.modified().equals(modified)) {
            known = new Statement(Files.readString(path), modified);
            statements.put(file, known);
        }
        return known.text();
    }
}
