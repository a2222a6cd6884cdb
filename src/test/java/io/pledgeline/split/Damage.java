package io.pledgeline.split;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Damages a file as transfers, editors and attackers do; the same seed does the same damage. */
public final class Damage {

    private static final byte[] TELLING = {'"', '"', '"', ',', ';', '\t', '|', '\r', '\n', 0, (byte) 0xFF, (byte) 0xC3};

    private Damage() {}

    /** A copy of a file that was damaged at one to eight places. */
    public static byte[] done(byte[] file, Random random) {
        byte[] damaged = file;
        for (int times = 1 + random.nextInt(8); times > 0; times--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] file, Random random) {
        int from = random.nextInt(file.length + 1);
        int to = Math.min(file.length, from + random.nextInt(random.nextBoolean() ? 3 : 200));
        return switch (random.nextInt(7)) {
            case 0 -> replaced(file, from, Math.min(file.length, from + 1), (byte) random.nextInt(256));
            case 1 -> replaced(file, from, to);
            case 2 -> replaced(file, 0, to);
            case 3 -> replaced(file, from, file.length);
            case 4 -> {
                byte[] noise = new byte[random.nextInt(50)];
                random.nextBytes(noise);
                yield replaced(file, from, from, noise);
            }
            case 5 -> replaced(file, from, from, java.util.Arrays.copyOfRange(file, from, to));
            default -> replaced(file, from, from, TELLING[random.nextInt(TELLING.length)]);
        };
    }

    private static byte[] replaced(byte[] file, int from, int to, byte... by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length + by.length);
        out.write(file, 0, from);
        out.writeBytes(by);
        out.write(file, to, file.length - to);
        return out.toByteArray();
    }
}
