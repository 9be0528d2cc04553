package io.cloudconnectors.api.runtoken;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;

/**
 * The public half of a P-256 private key. A PKCS#8 file need not contain it and the JDK offers no way to derive it, so
 * the base point is multiplied here (SEC 1, 2.2.1). Done once, at start, so it need not be fast; nobody can time it.
 */
final class P256 {
    private static final BigInteger TWO = BigInteger.TWO;
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final ECParameterSpec curve;
    private final BigInteger prime;

    private P256(ECParameterSpec curve) {
        this.curve = curve;
        this.prime = ((ECFieldFp) curve.getCurve().getField()).getP();
    }

    static boolean isCurveOf(ECPrivateKey key) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec expected = parameters.getParameterSpec(ECParameterSpec.class);
        return key.getParams().getCurve().equals(expected.getCurve())
                && key.getParams().getGenerator().equals(expected.getGenerator());
    }

    static ECPublicKey publicKey(ECPrivateKey key) throws GeneralSecurityException {
        P256 p256 = new P256(key.getParams());
        ECPoint point = p256.multiply(key.getS());
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, p256.curve));
    }

    private ECPoint multiply(BigInteger scalar) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
            sum = add(sum, sum);
            if (scalar.testBit(bit)) {
                sum = add(sum, curve.getGenerator());
            }
        }
        return sum;
    }

    private ECPoint add(ECPoint a, ECPoint b) {
        if (a.equals(ECPoint.POINT_INFINITY)) {
            return b;
        }
        if (b.equals(ECPoint.POINT_INFINITY)) {
            return a;
        }
        BigInteger ax = a.getAffineX();
        BigInteger ay = a.getAffineY();
        BigInteger bx = b.getAffineX();
        BigInteger by = b.getAffineY();
        if (ax.equals(bx) && !ay.equals(by)) {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger slope = a.equals(b)
                ? quotient(ax.pow(2).multiply(THREE).add(curve.getCurve().getA()), ay.multiply(TWO))
                : quotient(by.subtract(ay), bx.subtract(ax));
        BigInteger x = slope.pow(2).subtract(ax).subtract(bx).mod(prime);
        BigInteger y = slope.multiply(ax.subtract(x)).subtract(ay).mod(prime);
        return new ECPoint(x, y);
    }

    private BigInteger quotient(BigInteger numerator, BigInteger denominator) {
        return numerator.multiply(denominator.modInverse(prime)).mod(prime);
    }
}
