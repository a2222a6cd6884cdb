package io.pledgeline.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/**
 * Recognises the headers of a file again: equal for the same headers in any order, spacing and case. Where one occurs twice
 * only its place tells which it is, so that the order counts.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256 of the folded headers, sorted unless one occurs twice, in hexadecimal. */
    public static String of(List<String> headers) {
        // A header may hold a line break of its own; after folding it is a space.
        List<String> folded = headers.stream().map(Texts::fold).toList();
        boolean isRepeated = new HashSet<>(folded).size() < folded.size();
        String all =
                String.join("\n", isRepeated ? folded : folded.stream().sorted().toList());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
