package io.pledgeline.analysis;

/** A plain file of a workbook, as the route {@code split-read} opens it. */
public record WorkbookFile(String name, String bucket, String key, long bytes) {

    /** The first byte to read. */
    public long getPosition() {
        return 0;
    }

    /** The last byte of the object, as a range request counts. */
    public long getLastByte() {
        return bytes - 1;
    }
}
