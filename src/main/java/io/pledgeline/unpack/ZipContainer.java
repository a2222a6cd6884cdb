package io.pledgeline.unpack;

import io.pledgeline.intake.FileKind;
import io.pledgeline.intake.Filenames;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.io.input.ChecksumInputStream;

/** The tables in a ZIP, in the order of its directory; paths count for nothing. */
final class ZipContainer implements Container {

    private static final Set<String> TABLES = Set.of("csv", "tsv", "tab");
    private static final String TEXT = "txt";
    private static final Set<String> ARCHIVES = Set.of("zip", "gz", "tgz", "7z", "rar", "xlsx", "xls");
    private static final int HEAD = 1 << 12;

    private final ZipFile zip;
    private final Spool spool;
    private final Inflation inflation;
    private final Iterator<ZipArchiveEntry> entries;
    private final Set<String> names = new HashSet<>();
    private final List<String> ignored = new ArrayList<>();
    private long done;

    /** @throws io.pledgeline.split.SplitFailedException if it holds no table, too many, or what cannot be unpacked */
    ZipContainer(ZipFile zip, Spool spool, Inflation inflation, int maxFiles) throws IOException {
        this.zip = zip;
        this.spool = spool;
        this.inflation = inflation;
        List<ZipArchiveEntry> files = new ArrayList<>();
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            if (!entry.isDirectory() && !isOfMacOs(entry)) {
                files.add(entry);
            }
            if (files.size() > maxFiles) {
                throw Refusal.tooManyFiles(maxFiles);
            }
        }
        this.entries = tables(files).iterator();
    }

    private List<ZipArchiveEntry> tables(List<ZipArchiveEntry> files) throws IOException {
        List<ZipArchiveEntry> tables = new ArrayList<>();
        List<ZipArchiveEntry> texts = new ArrayList<>();
        for (ZipArchiveEntry entry : files) {
            String extension = extension(entry);
            if (ARCHIVES.contains(extension)) {
                throw Refusal.nested(nameOf(entry));
            }
            boolean named = TABLES.contains(extension) || extension.equals(TEXT);
            if (named && entry.getSize() != 0 && isTable(entry)) {
                (extension.equals(TEXT) ? texts : tables).add(entry);
            }
        }
        List<ZipArchiveEntry> taken = tables.isEmpty() ? texts : tables;
        files.stream().filter(entry -> !taken.contains(entry)).forEach(entry -> ignored.add(nameOf(entry)));
        if (taken.isEmpty()) {
            throw Refusal.noCsv("The ZIP holds no CSV file, or only empty ones.");
        }
        return taken;
    }

    /** Whether what is called a table is one, and not blank. */
    private boolean isTable(ZipArchiveEntry entry) throws IOException {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw Refusal.encrypted(nameOf(entry));
        }
        if (!zip.canReadEntryData(entry)) {
            throw Refusal.unsupported(nameOf(entry) + " is packed by a method that is not known here.");
        }
        try (InputStream in = inflation.watch(nameOf(entry), zip.getInputStream(entry), entry::getCompressedSize)) {
            byte[] head = in.readNBytes(HEAD);
            FileKind kind = FileKind.of(head, head.length);
            if (kind.isArchive()) {
                throw Refusal.nested(nameOf(entry));
            }
            boolean blank = head.length < HEAD
                    && new String(head, StandardCharsets.UTF_8)
                            .replace("\uFEFF", "")
                            .isBlank();
            return kind.refusal() == null && !blank;
        }
    }

    @Override
    public List<String> ignored() {
        return ignored;
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public PackedFile next() {
        ZipArchiveEntry entry = entries.next();
        String name = unique(nameOf(entry));
        try {
            InputStream content = inflation.watch(name, checked(entry), entry::getCompressedSize);
            done += entry.getCompressedSize();
            return new PackedFile(name, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Damage that still unpacks is found by the sum that the ZIP keeps of each file. */
    private InputStream checked(ZipArchiveEntry entry) throws IOException {
        return ChecksumInputStream.builder()
                .setChecksum(new CRC32())
                .setExpectedChecksumValue(entry.getCrc())
                .setCountThreshold(entry.getSize())
                .setInputStream(zip.getInputStream(entry))
                .get();
    }

    @Override
    public long position() {
        return done;
    }

    @Override
    public void close() throws IOException {
        try (spool) {
            zip.close();
        }
    }

    /** Errors name the file: two of one name in different folders have to be told apart. */
    private String unique(String name) {
        String given = name;
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        for (int n = 2; !names.add(given); n++) {
            given = name.substring(0, dot) + " (" + n + ")" + name.substring(dot);
        }
        return given;
    }

    private static String nameOf(ZipArchiveEntry entry) {
        return Filenames.clean(entry.getName());
    }

    private static String extension(ZipArchiveEntry entry) {
        String name = nameOf(entry);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The Finder's shadow of each file, and hidden files. */
    private static boolean isOfMacOs(ZipArchiveEntry entry) {
        return entry.getName().startsWith("__MACOSX/") || nameOf(entry).startsWith(".");
    }
}
