package io.cloudconnectors.poller.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.poller.TestConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {
    private static final String PUBLIC = "52.94.133.131";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Egress egress(String address, boolean privateAddresses) {
        return new EgressWatch(
                        meters,
                        TestConfig.with(Map.of("poller.egress.private-addresses", Boolean.toString(privateAddresses))),
                        host -> new InetAddress[] {InetAddress.ofLiteral(PUBLIC), InetAddress.ofLiteral(address)})
                .of(
                        Provider.AZURE,
                        Set.of(".amazonaws.com", "management.azure.com"),
                        Set.of(URI.create("http://127.0.0.1:4510"), URI.create("https://Cloud.Example/base/")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ec2.eu-west-1.amazonaws.com",
                "https://EC2.EU-WEST-1.AmazonAWS.com",
                "https://ec2.eu-west-1.amazonaws.com.:443/path",
                "https://management.azure.com",
                "http://127.0.0.1:4510/latest",
                "https://cloud.example/other"
            })
    void theCloudsOwnHostsAndWhatIsConfiguredAreLetThrough(String uri) {
        assertThatCode(() -> admit(uri)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ec2.eu-west-1.amazonaws.com",
                "https://ec2.eu-west-1.amazonaws.com:8443",
                "https://ec2.eu-west-1.amazonaws.com.example",
                "https://evilamazonaws.com",
                "https://amazonaws.com",
                "https://eu.management.azure.com",
                "https://management.azure.com.example",
                "https://management.azure.com@evil.example",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]",
                "http://127.0.0.1",
                "http://127.0.0.1:4511",
                "https://127.0.0.1:4510",
                "https://sub.cloud.example",
                "http://localhost:4510"
            })
    void anyOtherPlaceIsRefusedAndCounted(String uri) {
        assertThatThrownBy(() -> admit(uri)).isInstanceOf(EgressRefused.class);

        assertThat(meters.counter("poller.egress.refused", "provider", "azure").count())
                .isEqualTo(1);
    }

    private void admit(String text) throws EgressRefused {
        URI uri = URI.create(text);
        egress(PUBLIC, false).admit(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    @Test
    void aHostThatSomebodyElseChoseIsToldWithoutItsOddCharacters() {
        assertThatThrownBy(() -> egress(PUBLIC, false).admit("https", "a\nb${x}".repeat(100), -1))
                .isInstanceOf(EgressRefused.class)
                .hasMessageStartingWith("a?b??x?a?b")
                .hasMessageNotContainingAny("\n", "$", "{")
                .message()
                .hasSizeLessThan(320);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fd00:ec2::254",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2002:7f00:1::",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2"
            })
    void aNameThatLeadsIntoOurOwnNetworkIsNotConnectedTo(String address) {
        assertThatThrownBy(() -> egress(address, false).resolve("ec2.eu-west-1.amazonaws.com"))
                .isInstanceOf(EgressRefused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "ec2.eu-west-1.amazonaws.com, 172.32.0.1, false",
        "ec2.eu-west-1.amazonaws.com, 100.128.0.1, false",
        "ec2.eu-west-1.amazonaws.com, 2600:1f00::1, false",
        "ec2.eu-west-1.amazonaws.com, 64:ff9b::345e:8583, false",
        "ec2.eu-west-1.amazonaws.com, 10.0.0.7, true",
        "127.0.0.1, 127.0.0.1, false",
        "cloud.example, 10.0.0.7, false",
    })
    void addressesOfTheInternetAndWhatTheOperatorWantsAreConnectedTo(String host, String address, boolean privateToo)
            throws UnknownHostException {
        assertThat(egress(address, privateToo).resolve(host)).contains(InetAddress.ofLiteral(address));
    }

    @Test
    void anAnswerIsReadAsFarAsItMayBe() {
        assertThatCode(() -> AnswerTooLarge.bound(new ByteArrayInputStream(new byte[1000]), 1000)
                        .readAllBytes())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AnswerTooLarge.bound(new ByteArrayInputStream(new byte[1001]), 1000)
                        .readAllBytes())
                .isInstanceOf(AnswerTooLarge.class);
    }
}
