package io.pledgeline.unpack;

import io.pledgeline.intake.FileKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a file of a container holds, in a charset that can be cut.
 *
 * @param charset found in the file; null when it has one that can be cut as it is
 */
record PlainContent(InputStream bytes, @Nullable String charset) {

    private static final int HEAD = 1 << 16;

    /**
     * Looks at a file.
     *
     * @throws io.pledgeline.split.SplitFailedException if it is no table
     * @throws IOException if the container is damaged
     */
    static PlainContent of(PackedFile file) throws IOException {
        BufferedInputStream content = new BufferedInputStream(file.content(), HEAD);
        return switch (kind(file.name(), content)) {
            case UTF_16LE -> new PlainContent(new Utf16Stream(content, ByteOrder.LITTLE_ENDIAN), "UTF-16LE");
            case UTF_16BE -> new PlainContent(new Utf16Stream(content, ByteOrder.BIG_ENDIAN), "UTF-16BE");
            default -> new PlainContent(content, null);
        };
    }

    private static FileKind kind(String name, BufferedInputStream content) throws IOException {
        content.mark(HEAD);
        byte[] head = content.readNBytes(HEAD);
        content.reset();
        FileKind kind = FileKind.of(head, head.length);
        if (kind.isArchive()) {
            throw Refusal.nested(name);
        }
        if (kind.refusal() != null) {
            throw Refusal.unsupported(name + " is " + kind.refusal() + ".");
        }
        return kind;
    }
}
