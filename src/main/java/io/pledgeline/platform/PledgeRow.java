package io.pledgeline.platform;

import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of an export as records: what it says, and what of it could not be read.
 *
 * @param row the row's number in its file as a spreadsheet shows it, from 1
 * @param survey null when the row holds neither an answer nor the time of one
 * @param problems what could not be converted; a row with problems must not be written
 */
public record PledgeRow(
        int row,
        @Valid Backer backer,
        @Valid Pledge pledge,
        List<@Valid Item> items,
        @Nullable Survey survey,
        List<Problem> problems) {}
