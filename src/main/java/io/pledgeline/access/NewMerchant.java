package io.pledgeline.access;

import io.pledgeline.http.Names;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code POST /api/merchants} asks for. */
record NewMerchant(String name) {

    private static final int MAX_SLUG = 56;

    NewMerchant(@Nullable String name) {
        this.name = Names.read("name", name);
    }

    /** The name in lower-case ASCII with hyphens, short enough that the query can append a number. */
    public String slug() {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return ascii.isEmpty() ? "merchant" : ascii.substring(0, Math.min(MAX_SLUG, ascii.length()));
    }
}
