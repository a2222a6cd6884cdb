package io.pledgeline.erase;

import io.pledgeline.platform.Backer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes by which an erased person is known again, in hexadecimal: of an e-mail address and of the keys of a backer.
 *
 * <p>They are keyed: who has the table alone cannot try addresses. Not for use by several threads.
 */
public final class PersonHashes {

    private static final String ALGORITHM = "HmacSHA256";

    /** Wide on the left: quotes and the like may stand in an address, but mostly stand around it. */
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@,;:<>()\\[\\]\\\\\"]+@[\\p{L}\\p{M}\\p{N}-]+(\\.[\\p{L}\\p{M}\\p{N}-]+)+");

    private static final String AROUND = "'`*=|/{}~!?&#$%^";

    private final Mac mac;

    /** @param key of the merchant */
    public PersonHashes(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The form in which addresses are compared. */
    static String normalised(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    String ofEmail(String email) {
        return hash("email", normalised(email));
    }

    /** What is kept of a backer: rows with its key, and rows that would find it by its number, are the person's. */
    public List<String> kept(UUID campaign, String platform, String externalId, int rank, @Nullable String number) {
        List<String> hashes = new ArrayList<>();
        hashes.add(ofKey(rank == 0 ? "key" : "weak", campaign, platform, externalId));
        if (rank == 0 && number != null) {
            hashes.add(ofKey("number", campaign, platform, number));
        }
        return hashes;
    }

    /** What is kept of the backer of a row. */
    public List<String> kept(UUID campaign, String platform, Backer backer) {
        return backer.externalId().isEmpty()
                ? List.of()
                : kept(campaign, platform, backer.externalId(), backer.keyRank(), backer.number());
    }

    /** What would have been kept of the backer of a row, had he been erased. */
    public List<String> of(UUID campaign, String platform, Backer backer) {
        List<String> hashes = new ArrayList<>();
        if (backer.email() != null) {
            hashes.add(ofEmail(backer.email()));
        }
        if (!backer.externalId().isEmpty()) {
            if (backer.keyRank() > 0) {
                hashes.add(ofKey("weak", campaign, platform, backer.externalId()));
                hashes.add(ofKey("number", campaign, platform, backer.externalId()));
            } else {
                hashes.add(ofKey("key", campaign, platform, backer.externalId()));
                if (backer.number() != null) {
                    hashes.add(ofKey("weak", campaign, platform, backer.number()));
                }
            }
        }
        return hashes;
    }

    /** Of all e-mail addresses that stand in a cell. */
    public List<String> in(String cell) {
        if (cell.indexOf('@') < 0) {
            return List.of();
        }
        List<String> hashes = new ArrayList<>();
        Matcher found = ADDRESS.matcher(cell);
        while (found.find()) {
            readings(found.group()).forEach(address -> hashes.add(ofEmail(address)));
        }
        return hashes;
    }

    /** A cell without the addresses of these hashes. */
    public String without(String cell, Set<String> erased) {
        if (cell.indexOf('@') < 0) {
            return cell;
        }
        StringBuilder left = new StringBuilder();
        Matcher found = ADDRESS.matcher(cell);
        while (found.find()) {
            String said = found.group();
            String kept = readings(said).stream()
                    .filter(address -> erased.contains(ofEmail(address)))
                    .findFirst()
                    .map(address -> said.substring(0, said.length() - address.length()))
                    .orElse(said);
            found.appendReplacement(left, Matcher.quoteReplacement(kept));
        }
        return found.appendTail(left).toString();
    }

    /** What may be the address, the longest first. */
    private static List<String> readings(String said) {
        List<String> readings = new ArrayList<>();
        readings.add(said);
        for (int i = 0; i < said.indexOf('@') - 1; i++) {
            if (AROUND.indexOf(said.charAt(i)) >= 0) {
                readings.add(said.substring(i + 1));
            }
        }
        return readings;
    }

    private String ofKey(String kind, UUID campaign, String platform, String key) {
        return hash(kind, campaign + "\n" + platform + "\n" + key);
    }

    private String hash(String kind, String text) {
        return HexFormat.of().formatHex(mac.doFinal((kind + "\n" + text).getBytes(StandardCharsets.UTF_8)));
    }

    /** As a statement takes them. */
    public static String[] bytes(Iterable<String> hashes) {
        List<String> bytes = new ArrayList<>();
        hashes.forEach(hash -> bytes.add("\\x" + hash));
        return bytes.toArray(String[]::new);
    }
}
