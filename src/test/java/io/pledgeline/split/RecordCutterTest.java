package io.pledgeline.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pledgeline.split.Block.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for any file: each seed makes one of its own. */
class RecordCutterTest {

    private static final int FILES = 1000;
    private static final Limits LIMITS = new Limits(1000, 1 << 20, 1 << 20, 4000);

    /** What a random file is made of; {@code ?} stands for the file's delimiter. */
    private static final List<byte[]> PIECES = Stream.of(
                    "?", "?", "?", "\"", "\"", "\"\"", "\n", "\r\n", "\r", "\"\n", "?\"", "\"?", "a", "bc", " ", "é",
                    "漢", "😀", "\uFFFD", "\uFFFE", "\uFEFF", "\0", "#", "\\", "'", ",", ";")
            .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
            .toList();

    /** The blocks that a cutter gives, and the row at which it failed after them, if it did. */
    private record Cut(List<Block> blocks, @Nullable Long failedAt) {}

    /** A file and how it is cut. */
    private record Sample(byte[] bytes, char delimiter, Limits limits) {

        static Sample of(long seed) {
            Random random = new Random(seed);
            char delimiter = CsvFormats.DELIMITERS[random.nextInt(CsvFormats.DELIMITERS.length)];
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean dirty = random.nextInt(4) == 0;
            // Beyond the buffer of the cutter, now and then.
            int pieces = random.nextInt(random.nextInt(100) == 0 ? 60_000 : 200);
            for (int i = 0; i < pieces; i++) {
                if (dirty && random.nextInt(10) == 0) {
                    out.write(random.nextInt(256));
                } else {
                    byte[] piece = PIECES.get(random.nextInt(PIECES.size()));
                    for (byte b : piece) {
                        out.write(b == '?' ? delimiter : b);
                    }
                }
            }
            return new Sample(
                    out.toByteArray(),
                    delimiter,
                    new Limits(
                            1 + random.nextInt(random.nextBoolean() ? 5 : 50),
                            random.nextBoolean() ? 1 + random.nextInt(100) : 1 << 20,
                            random.nextBoolean() ? 1 + random.nextInt(60) : 1 << 20,
                            random.nextBoolean() ? 1 + random.nextInt(10) : 1 << 20));
        }

        Cut cut() {
            return cut(0, 1);
        }

        Cut cut(long position, long row) {
            int from = (int) position;
            RecordCutter cutter = new RecordCutter(
                    new ByteArrayInputStream(bytes, from, bytes.length - from), position, row, delimiter, limits);
            List<Block> blocks = new ArrayList<>();
            try {
                cutter.forEachRemaining(blocks::add);
            } catch (SplitFailedException failed) {
                assertThat(failed.code()).isEqualTo("UNCLOSED_QUOTE");
                return new Cut(blocks, failed.row());
            }
            assertThat(cutter.exhausted()).isTrue();
            return new Cut(blocks, null);
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void blocksLieEndToEnd(int seed) {
        samples(seed).forEach(sample -> {
            Cut cut = sample.cut();
            long position = 0;
            long row = 1;
            for (Block block : cut.blocks()) {
                assertThat(block.from()).isEqualTo(position);
                assertThat(block.firstRow()).isEqualTo(row);
                assertThat(block.to()).isGreaterThan(block.from());
                assertThat(block.rows()).isBetween(1, sample.limits().rows());
                if (dropped(block) == 0) {
                    assertThat(block.bytes())
                            .isEqualTo(Arrays.copyOfRange(sample.bytes(), (int) block.from(), (int) block.to()));
                }
                position = block.to();
                row += block.rows();
            }
            if (cut.failedAt() == null) {
                assertThat(position).isEqualTo(sample.bytes().length);
            } else {
                assertThat(position).isLessThan(sample.bytes().length);
                assertThat(row).isEqualTo(cut.failedAt());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void blocksParseToTheRecordsOfTheWholeFile(int seed) {
        samples(seed).forEach(sample -> {
            Cut cut = sample.cut();
            List<List<String>> expected =
                    new ArrayList<>(CsvFormats.parse(sample.bytes(), sample.delimiter(), StandardCharsets.UTF_8));
            if (cut.failedAt() != null) {
                // The parser takes the rest of the file for the last cell, or for nothing if there is no more of it.
                int whole = cut.failedAt().intValue() - 1;
                assertThat(expected).hasSizeBetween(whole, whole + 1);
                expected = new ArrayList<>(expected.subList(0, whole));
            }
            List<List<String>> actual = new ArrayList<>();
            for (Block block : cut.blocks()) {
                List<List<String>> records =
                        CsvFormats.parse(block.bytes(), sample.delimiter(), StandardCharsets.UTF_8);
                assertThat(records).hasSize(block.rows() - dropped(block));
                actual.addAll(records);
            }
            Set<Long> dropped = cut.blocks().stream()
                    .flatMap(block -> block.faults().stream())
                    .filter(Fault::dropped)
                    .map(Fault::row)
                    .collect(Collectors.toSet());
            List<List<String>> kept = new ArrayList<>();
            for (int i = 0; i < expected.size(); i++) {
                if (!dropped.contains(i + 1L)) {
                    kept.add(expected.get(i));
                }
            }
            assertThat(actual).isEqualTo(kept);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSliceGoesOnAsIfThereHadBeenNoBreak(int seed) {
        samples(seed).forEach(sample -> {
            Cut cut = sample.cut();
            // A file of many blocks is gone on with at some of them.
            for (int i = 0; i < cut.blocks().size(); i += 1 + cut.blocks().size() / 10) {
                Block block = cut.blocks().get(i);
                Cut rest = sample.cut(block.to(), block.firstRow() + block.rows());
                assertThat(rest.failedAt()).isEqualTo(cut.failedAt());
                assertThat(described(rest.blocks()))
                        .isEqualTo(described(
                                cut.blocks().subList(i + 1, cut.blocks().size())));
            }
        });
    }

    @Test
    void aBlockEndsBeforeItsCellsAreMillions() {
        byte[] csv = (",".repeat(3_999) + "\n").repeat(1_000).getBytes(StandardCharsets.UTF_8);
        RecordCutter cutter =
                new RecordCutter(new ByteArrayInputStream(csv), 0, 1, ',', new Limits(1000, 4 << 20, 1 << 20, 4000));
        List<Integer> rows = new ArrayList<>();
        cutter.forEachRemaining(block -> rows.add(block.rows()));
        assertThat(rows).hasSize(10).containsOnly(100);
    }

    @Test
    void leavesAnUnclosedQuoteToTheNextSlice() {
        byte[] csv = "a\nb\nc\n\"d\n".getBytes(StandardCharsets.UTF_8);
        RecordCutter cutter = new RecordCutter(new ByteArrayInputStream(csv), 0, 1, ',', LIMITS);
        Blocks blocks = new Blocks(new ByteArrayInputStream(new byte[0]), cutter, 1, 1000, () -> false);
        Block block = blocks.next();
        assertThat(blocks.hasNext()).isFalse();
        blocks.close();
        assertThat(blocks.isLast()).isFalse();
        assertThat(block.to()).isEqualTo(6);
    }

    @Test
    void aSliceEndsBehindTheChunkInHandWhenTheProcessStops() {
        byte[] csv = "a\nb\nc\nd\n".getBytes(StandardCharsets.UTF_8);
        RecordCutter cutter =
                new RecordCutter(new ByteArrayInputStream(csv), 0, 1, ',', new Limits(1, 4 << 20, 1 << 20, 10));
        AtomicBoolean stopping = new AtomicBoolean();
        Blocks blocks = new Blocks(new ByteArrayInputStream(new byte[0]), cutter, 10, 1000, stopping::get);
        assertThat(blocks.hasNext()).isTrue();
        stopping.set(true);
        assertThat(blocks.next().to()).isEqualTo(2);
        assertThat(blocks.hasNext()).isFalse();
        blocks.close();
        assertThat(blocks.isLast()).isFalse();
    }

    @Test
    void aFileWithMoreRowsThanAllowedFailsAtTheFirstOfThem() {
        byte[] csv = "a\nb\nc\nd\ne\n".getBytes(StandardCharsets.UTF_8);
        RecordCutter cutter =
                new RecordCutter(new ByteArrayInputStream(csv), 0, 1, ',', new Limits(2, 4 << 20, 1 << 20, 10));
        Blocks blocks = new Blocks(new ByteArrayInputStream(new byte[0]), cutter, 10, 3, () -> false);
        assertThat(blocks.next().rows()).isEqualTo(2);
        assertThatExceptionOfType(SplitFailedException.class)
                .isThrownBy(blocks::next)
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo("TOO_MANY_ROWS");
                    assertThat(failure.row()).isEqualTo(4);
                    assertThat(failure).hasMessageContaining("from row 3 on");
                });
    }

    private static Stream<Sample> samples(int seed) {
        return IntStream.range(0, FILES / 10).mapToObj(i -> Sample.of(seed * (long) FILES + i));
    }

    private static List<List<Object>> described(List<Block> blocks) {
        return blocks.stream()
                .map(block -> List.<Object>of(
                        block.firstRow(),
                        block.rows(),
                        block.from(),
                        block.to(),
                        Arrays.hashCode(block.bytes()),
                        block.faults()))
                .toList();
    }

    private static int dropped(Block block) {
        return (int) block.faults().stream().filter(Fault::dropped).count();
    }
}
