package io.pledgeline.intake.events;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.springframework.stereotype.Component;

/**
 * Verifies that a message comes from Amazon SNS, of both versions of its signature.
 *
 * <p>By hand: AWS's own library for it, sns-message-manager, is not published for the SDK that we use.
 */
@Component
class SnsSignatures {

    private static final Duration OLDEST = Duration.ofHours(1);
    private static final Duration AHEAD = Duration.ofMinutes(15);
    private static final int MOST_KEPT = 32;
    private static final Map<String, String> ALGORITHMS = Map.of("1", "SHA1withRSA", "2", "SHA256withRSA");
    private static final Pattern NAME = Pattern.compile("sns([.-][a-z0-9-]+)*\\.amazonaws\\.com(\\.cn)?");

    private final SnsDownloads downloads;
    private final Map<URI, X509Certificate> kept = new ConcurrentHashMap<>();

    SnsSignatures(SnsDownloads downloads) {
        this.downloads = downloads;
    }

    /**
     * Lets a message pass whose signature is right.
     *
     * @throws MalformedEventException unless it is
     * @throws IOException if the certificate cannot be fetched now
     */
    void verify(SnsMessage message) throws IOException {
        Duration age = Duration.between(message.time(), Instant.now());
        if (age.compareTo(OLDEST) > 0 || age.negated().compareTo(AHEAD) > 0) {
            throw new MalformedEventException("is too old");
        }
        String algorithm = ALGORITHMS.get(message.text("SignatureVersion"));
        URI address = SnsHost.require(message.text("SigningCertURL"), message.topic());
        if (algorithm == null || !address.getPath().endsWith(".pem") || address.getRawQuery() != null) {
            throw new MalformedEventException("has a signature of another kind");
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initVerify(key(address));
            signature.update(message.signed().getBytes(StandardCharsets.UTF_8));
            if (signature.verify(Base64.getDecoder().decode(message.text("Signature")))) {
                return;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // As wrong as any other.
        }
        throw new MalformedEventException("has a wrong signature");
    }

    private PublicKey key(URI address) throws IOException, GeneralSecurityException {
        X509Certificate certificate = kept.get(address);
        if (certificate == null) {
            certificate = trusted(downloads.get(address));
            if (kept.size() >= MOST_KEPT) {
                kept.clear();
            }
            kept.put(address, certificate);
        }
        certificate.checkValidity();
        return certificate.getPublicKey();
    }

    /** It came over TLS from a host of SNS; each that it brings along must have signed the one before. */
    private X509Certificate trusted(byte[] pem) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate each :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            chain.add((X509Certificate) each);
        }
        if (chain.isEmpty() || !NAME.matcher(commonName(chain.get(0))).matches()) {
            throw new GeneralSecurityException("No certificate of SNS");
        }
        for (int i = 1; i < chain.size(); i++) {
            chain.get(i).checkValidity();
            chain.get(i - 1).verify(chain.get(i).getPublicKey());
        }
        return chain.get(0);
    }

    private static String commonName(X509Certificate certificate) throws GeneralSecurityException {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> String.valueOf(part.getValue()))
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
