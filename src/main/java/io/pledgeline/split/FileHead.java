package io.pledgeline.split;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The start of a file: how its bytes are text, where its header is, and the rows behind it. */
public final class FileHead {

    private final byte[] bytes;
    private final boolean whole;
    private final Limits limits;
    private final Charset charset;
    private final Header header;

    private FileHead(byte[] bytes, boolean whole, Limits limits, Charset charset, Header header) {
        this.bytes = bytes;
        this.whole = whole;
        this.limits = limits;
        this.charset = charset;
        this.header = header;
    }

    /**
     * Looks at the first bytes of a plain file.
     *
     * @param whole whether they are all of it
     * @throws SplitFailedException if it holds no header, or an ambiguous or too wide one
     */
    static FileHead of(byte[] bytes, boolean whole, SplitSettings settings) {
        Charset charset = FileCharset.of(bytes);
        Header header = Header.read(bytes, charset, (int) settings.recordSize().toBytes(), settings.maxColumns());
        if (header == null) {
            throw noRows();
        }
        return new FileHead(bytes, whole, settings.limits(settings.chunkRows()), charset, header);
    }

    /** What a file without rows fails with. */
    public static SplitFailedException noRows() {
        return new SplitFailedException("NO_ROWS", "The file has no rows below its header.", null);
    }

    Charset charset() {
        return charset;
    }

    Header header() {
        return header;
    }

    /** The header cells as spelled in the file. */
    public List<String> headers() {
        return header.cells();
    }

    /** Row of the first record behind the header, as a spreadsheet counts. */
    public long firstRow() {
        return header.rows() + 1;
    }

    /** Whether there is nothing behind the header. */
    public boolean isBlank() {
        int from = (int) header.end();
        return whole && new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1).isBlank();
    }

    /** Whether these are all bytes of the file, and not more than so many. */
    boolean isWholeWithin(int most) {
        return whole && bytes.length <= most;
    }

    /** The bytes behind the header. */
    InputStream rest() {
        int from = (int) header.end();
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    /** The rows behind the header, parsed while they are walked over: as cells they would take ten times their bytes. */
    public Iterable<List<String>> rows() {
        return () -> new SampleRows(
                new RecordCutter(rest(), (int) header.end(), firstRow(), header.delimiter(), limits),
                header.delimiter(),
                charset,
                whole);
    }
}
