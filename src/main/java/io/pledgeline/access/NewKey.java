package io.pledgeline.access;

import io.pledgeline.http.Names;
import io.pledgeline.http.ProblemException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What {@code POST /api/keys} asks for. */
record NewKey(String label, List<Scope> scopes) {

    NewKey(@Nullable String label, @Nullable List<@Nullable Scope> scopes) {
        this.label = Names.read("label", label);
        if (scopes == null || scopes.isEmpty() || scopes.stream().anyMatch(Objects::isNull)) {
            throw ProblemException.invalidParameter("scopes", "is one or more of upload, read and admin.");
        }
        this.scopes = List.copyOf(new LinkedHashSet<>(scopes));
    }

    /** As the column takes them. */
    public String[] scopeWords() {
        return scopes.stream().map(Scope::word).toArray(String[]::new);
    }
}
