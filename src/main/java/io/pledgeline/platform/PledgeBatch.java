package io.pledgeline.platform;

import jakarta.validation.Valid;
import java.util.List;

/** Holds the rows of one chunk, so that bean validation sees the whole batch at once. */
public record PledgeBatch(List<@Valid PledgeRow> rows) {}
