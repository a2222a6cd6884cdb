package io.pledgeline.split;

import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The CSV formats that camel-csv reads with, one bean per delimiter. */
@Configuration(proxyBeanMethods = false)
class CsvFormats {

    private static final Map<Character, String> NAMES =
            Map.of(',', "csvComma", ';', "csvSemicolon", '\t', "csvTab", '|', "csvPipe");

    static final char[] DELIMITERS = {',', ';', '\t', '|'};

    static String nameOf(char delimiter) {
        String name = NAMES.get(delimiter);
        if (name == null) {
            throw new IllegalArgumentException("No CSV format for the delimiter " + (int) delimiter);
        }
        return name;
    }

    /** Reads what spreadsheets and platforms write: blank records count, and stray quotes do not end the file. */
    static CSVFormat format(char delimiter) {
        return CSVFormat.Builder.create()
                .setDelimiter(delimiter)
                .setQuote('"')
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
    }

    @Bean
    CSVFormat csvComma() {
        return format(',');
    }

    @Bean
    CSVFormat csvSemicolon() {
        return format(';');
    }

    @Bean
    CSVFormat csvTab() {
        return format('\t');
    }

    @Bean
    CSVFormat csvPipe() {
        return format('|');
    }
}
