package io.pledgeline.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Writes the keys of products, never longer than what the database indexes. */
final class ProductKeys {
    private static final int MAX = 200;
    private static final int KEPT = 160;

    private ProductKeys() {}

    static String reward(String key) {
        return bounded("reward:" + key);
    }

    static String sku(String sku) {
        return bounded("sku:" + sku);
    }

    static String item(String name) {
        return bounded("item:" + Texts.fold(name));
    }

    /** The key itself, or its beginning and its hash: a question may serve as a header, and a title as an id. */
    static String bounded(String key) {
        if (key.length() <= MAX) {
            return key;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            int end = Character.isHighSurrogate(key.charAt(KEPT - 1)) ? KEPT - 1 : KEPT;
            return key.substring(0, end) + "#" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
