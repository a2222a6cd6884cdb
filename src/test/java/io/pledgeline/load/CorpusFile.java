package io.pledgeline.load;

import io.pledgeline.load.CorpusCase.Content;
import io.pledgeline.split.LosslessText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes the bytes of a file of the corpus. */
final class CorpusFile {

    private static final Set<String> CHARSETS = Set.of("utf-8", "utf-16le", "utf-16be", "windows-1252");
    private static final String BOM = "\uFEFF";

    private CorpusFile() {}

    static byte[] bytes(Content content) {
        try {
            byte[] whole = packed(content);
            return Arrays.copyOf(whole, whole.length - content.cut());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A further container is a further case here; its entries are whatever {@link #bytes} makes of them. */
    private static byte[] packed(Content content) throws IOException {
        return switch (content.container()) {
            case "none" -> encoded(content);
            case "gzip" -> gzip(encoded(content));
            case "zip" -> zip(Objects.requireNonNull(content.entries()));
            default -> throw new IllegalArgumentException("No container " + content.container());
        };
    }

    private static byte[] encoded(Content content) {
        boolean marked = content.charset().endsWith("-bom");
        String name = marked ? content.charset().substring(0, content.charset().length() - 4) : content.charset();
        if (!CHARSETS.contains(name)) {
            throw new IllegalArgumentException("No charset " + name);
        }
        String text = text(content);
        Charset charset = Charset.forName(name);
        if (!charset.newEncoder().canEncode(text.replaceAll("\\p{Cs}", ""))) {
            throw new IllegalArgumentException(name + " has no such characters: " + text);
        }
        return LosslessText.encode(marked ? BOM + text : text, charset);
    }

    private static String text(Content content) {
        String newline = switch (content.newline()) {
            case "lf" -> "\n";
            case "crlf" -> "\r\n";
            case "cr" -> "\r";
            default -> throw new IllegalArgumentException("No newline " + content.newline());
        };
        List<String> lines = content.lines();
        String text = lines == null ? Objects.requireNonNull(content.text()) : String.join("\n", lines) + "\n";
        return text.replace("\n", newline);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(List<Content> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Content entry : entries) {
                zip.putNextEntry(new ZipEntry(entry.name()));
                zip.write(bytes(entry));
                zip.closeEntry();
            }
        }
        byte[] bytes = out.toByteArray();
        entries.stream().filter(Content::encrypted).forEach(entry -> sayEncrypted(bytes, entry.name()));
        return bytes;
    }

    /** Sets the flag of an entry in both its headers: a reader must stop there, so nothing needs to be enciphered. */
    private static void sayEncrypted(byte[] zip, String entry) {
        String all = new String(zip, StandardCharsets.ISO_8859_1);
        String name = new String(entry.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        // The name stands 30 bytes behind the start of the local header and 46 behind that of the central one.
        zip[all.indexOf(name) - 30 + 6] |= 1;
        zip[all.lastIndexOf(name) - 46 + 8] |= 1;
    }
}
