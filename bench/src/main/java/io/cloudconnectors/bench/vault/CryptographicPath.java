package io.cloudconnectors.bench.vault;

import io.cloudconnectors.bench.DocsReport;
import io.cloudconnectors.bench.Figures;
import io.cloudconnectors.bench.load.Series;
import io.cloudconnectors.vault.envelope.BenchedEnvelope;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sealing and opening as the product does it, beside the same four AES-256-GCM operations of the JDK alone on the same bytes: a data
 * key under a tenant key and a secret under that data key, there and back. The bare side has its associated data ready, keeps its
 * ciphers, wipes nothing and knows no records.
 */
final class CryptographicPath {
    private static final double GOAL = 0.9;
    private static final int[] SIZES = {120, 2_300};
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int WARM_UPS = 3;

    private final VaultOptions options;
    private final DocsReport report;

    CryptographicPath(VaultOptions options, DocsReport report) {
        this.options = options;
        this.report = report;
    }

    private interface Path {
        int sealAndOpen(byte[] secret);
    }

    void run() {
        try (BenchedEnvelope.Cryptography product = new BenchedEnvelope.Cryptography()) {
            Bare bare = new Bare(product.associatedData());
            report.heading("Cryptography");
            report.line("| a secret of | product, seal + open /s | bare JDK /s | product / bare |");
            report.line("|---|---|---|---|");
            List<String> goals = new ArrayList<>();
            for (int size : SIZES) {
                Series ratio = compare(size, product::sealAndOpen, bare);
                goals.add(Figures.goal("cryptography-" + size, ratio, ">=" + GOAL + "x", ratio.median() >= GOAL));
            }
            report.line("");
            goals.forEach(report::line);
        }
    }

    /** Turn by turn: what slows one down slows the other down. What comes before the rounds only warms up. */
    private Series compare(int size, Path product, Path bare) {
        byte[] secret = new byte[size];
        new SecureRandom().nextBytes(secret);
        for (int i = 0; i < WARM_UPS; i++) {
            var _ = perSecond(product, secret);
            var _ = perSecond(bare, secret);
        }
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            boolean first = round % 2 == 0;
            double one = perSecond(first ? product : bare, secret);
            double other = perSecond(first ? bare : product, secret);
            ours.add(first ? one : other);
            theirs.add(first ? other : one);
            ratios.add(ours.getLast() / theirs.getLast());
        }
        Series ratio = new Series(ratios);
        report.add(
                "| %d bytes | %s | %s | %s |",
                size, new Series(ours).text(0), new Series(theirs).text(0), ratio.text(2));
        return ratio;
    }

    private double perSecond(Path path, byte[] secret) {
        long begin = System.nanoTime();
        long deadline = begin + options.shortLength().toNanos();
        long done = 0;
        long bytes = 0;
        while (System.nanoTime() < deadline) {
            for (int i = 0; i < 100; i++) {
                bytes += path.sealAndOpen(secret);
                done++;
            }
        }
        if (bytes != done * secret.length) {
            throw new IllegalStateException("Something did not open");
        }
        return done * 1e9 / (System.nanoTime() - begin);
    }

    /** The JDK alone. */
    private static final class Bare implements Path {
        private final SecureRandom random = new SecureRandom();
        private final byte[] tenantKey = new byte[KEY_BYTES];
        private final byte[] besideDataKey;
        private final byte[] besideSecret;
        private final Cipher cipher;

        Bare(byte[][] associatedData) {
            random.nextBytes(tenantKey);
            besideDataKey = associatedData[0];
            besideSecret = associatedData[1];
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int sealAndOpen(byte[] secret) {
            try {
                byte[] dataKey = new byte[KEY_BYTES];
                random.nextBytes(dataKey);
                byte[] wrapNonce = nonce();
                byte[] wrapped = crypt(Cipher.ENCRYPT_MODE, tenantKey, wrapNonce, besideDataKey, dataKey);
                byte[] sealNonce = nonce();
                byte[] sealed = crypt(Cipher.ENCRYPT_MODE, dataKey, sealNonce, besideSecret, secret);
                byte[] unwrapped = crypt(Cipher.DECRYPT_MODE, tenantKey, wrapNonce, besideDataKey, wrapped);
                return crypt(Cipher.DECRYPT_MODE, unwrapped, sealNonce, besideSecret, sealed).length;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private byte[] nonce() {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            return nonce;
        }

        private byte[] crypt(int mode, byte[] key, byte[] nonce, byte[] beside, byte[] input)
                throws GeneralSecurityException {
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(beside);
            return cipher.doFinal(input);
        }
    }
}
