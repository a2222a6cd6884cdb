package io.pledgeline.split;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The data formats of camel-csv, one bean per delimiter; as a parameter of an endpoint a CSVFormat loses half its settings. */
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

    /** The cells of whole records. */
    static List<List<String>> parse(byte[] records, char delimiter, Charset charset) {
        String text = LosslessText.decode(records, charset);
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format(delimiter))) {
            return parser.stream().map(CSVRecord::toList).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Bean
    CsvDataFormat csvComma() {
        return new CsvDataFormat(format(','));
    }

    @Bean
    CsvDataFormat csvSemicolon() {
        return new CsvDataFormat(format(';'));
    }

    @Bean
    CsvDataFormat csvTab() {
        return new CsvDataFormat(format('\t'));
    }

    @Bean
    CsvDataFormat csvPipe() {
        return new CsvDataFormat(format('|'));
    }
}
