package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.local.cloud.google.auth.KeyFiles;
import io.cloudconnectors.poller.provider.google.KeyFileRefused.Problem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAccountKeyFileTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HANDED_OUT =
            KeyFiles.create("home", "poller@home.iam.gserviceaccount.com", "1").text();

    private static KeyPair keys;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        keys = rsa(2048);
    }

    @Test
    void theFileThatGoogleHandsOutIsRead() throws Exception {
        var file = ServiceAccountKeyFile.parse(json(good()));

        assertThat(file.clientEmail()).isEqualTo("poller@home.iam.gserviceaccount.com");
        assertThat(file.keyId()).isEqualTo("k1");
        assertThat(file.privateKey()).isEqualTo(keys.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"universe_domain", "project_id", "client_id", "token_uri"})
    void whatSigningDoesNotNeedMayBeAbsent(String name) throws Exception {
        var members = good();
        members.remove(name);

        assertThat(ServiceAccountKeyFile.parse(json(members)).keyId()).isEqualTo("k1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"external_account", "authorized_user", "impersonated_service_account", "SERVICE_ACCOUNT", ""})
    void anotherTypeIsRefused(String type) throws Exception {
        assertThat(problemOf(json(with("type", type)))).isEqualTo(Problem.NOT_A_SERVICE_ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"credential_source", "service_account_impersonation_url", "quota_project_id"})
    void anUnknownMemberIsRefused(String name) throws Exception {
        assertThat(problemOf(json(with(name, "x")))).isEqualTo(Problem.UNKNOWN_MEMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_email", "private_key_id", "private_key"})
    void anEmptyMemberIsRefused(String name) throws Exception {
        assertThat(problemOf(json(with(name, " ")))).isEqualTo(Problem.MEMBER_MISSING);
    }

    @Test
    void aForeignUniverseIsRefused() throws Exception {
        assertThat(problemOf(json(with("universe_domain", "example.test")))).isEqualTo(Problem.FOREIGN_UNIVERSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"type\":\"service_account\",\"type\":\"service_account\"}", "{} {}"})
    void whatIsNotOneObjectIsRefused(String text) {
        assertThat(problemOf(text)).isEqualTo(Problem.NOT_JSON);
    }

    @Test
    void aShortKeyIsRefused() throws Exception {
        assertThat(problemOf(json(with("private_key", pem(rsa(1024)))))).isEqualTo(Problem.BAD_PRIVATE_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "-----BEGIN PRIVATE KEY-----\ncanary!\n-----END PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----"
            })
    void aRefusalTellsNothingOfTheKey(String key) throws Exception {
        var refused = refusal(json(with("private_key", key)));

        assertThat(refused.problem()).isEqualTo(Problem.BAD_PRIVATE_KEY);
        assertThat(refused).hasMessage("BAD_PRIVATE_KEY").hasNoCause();
    }

    @Test
    void itsTextShowsNothing() throws Exception {
        assertThat(ServiceAccountKeyFile.parse(json(good()))).hasToString("ServiceAccountKeyFile[redacted]");
    }

    private static Problem problemOf(String text) {
        return refusal(text).problem();
    }

    private static KeyFileRefused refusal(String text) {
        return catchThrowableOfType(KeyFileRefused.class, () -> ServiceAccountKeyFile.parse(text));
    }

    private static ObjectNode with(String name, String value) throws JsonProcessingException {
        return good().put(name, value);
    }

    /** With the key of this test, and the addresses that a thief would write. */
    private static ObjectNode good() throws JsonProcessingException {
        ObjectNode members = JSON.readValue(HANDED_OUT, ObjectNode.class);
        for (String address : List.of("auth_uri", "token_uri", "auth_provider_x509_cert_url", "client_x509_cert_url")) {
            members.put(address, "https://evil.test/" + address);
        }
        return members.put("private_key_id", "k1").put("private_key", pem(keys));
    }

    private static String json(ObjectNode members) throws JsonProcessingException {
        return JSON.writeValueAsString(members);
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
