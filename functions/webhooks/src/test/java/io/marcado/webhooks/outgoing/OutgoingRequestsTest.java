package io.marcado.webhooks.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import io.marcado.domain.Result;
import io.marcado.platform.config.Variables;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.junit.jupiter.api.Test;

/** No request connects to an address that is not public, whatever the URL and the resolver say. */
class OutgoingRequestsTest {
  private static final String PUBLIC = "93.184.215.14";
  private static final String PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c";

  /** First, last and some addresses of each block that is not public, and their neighbours' kin. */
  private static final List<String> NOT_PUBLIC_V4 =
      List.of(
          "0.0.0.0",
          "0.0.0.1",
          "0.255.255.255",
          "10.0.0.0",
          "10.0.0.1",
          "10.1.2.3",
          "10.255.255.255",
          "100.64.0.0",
          "100.64.0.1",
          "100.100.100.200",
          "100.127.255.255",
          "127.0.0.0",
          "127.0.0.1",
          "127.0.1.1",
          "127.1.2.3",
          "127.255.255.255",
          "169.254.0.0",
          "169.254.0.1",
          "169.254.169.123",
          "169.254.169.253",
          "169.254.169.254",
          "169.254.170.2",
          "169.254.170.23",
          "169.254.255.255",
          "172.16.0.0",
          "172.16.0.1",
          "172.17.0.1",
          "172.20.10.1",
          "172.31.255.255",
          "192.0.0.0",
          "192.0.0.1",
          "192.0.0.8",
          "192.0.0.170",
          "192.0.0.171",
          "192.0.0.192",
          "192.0.0.255",
          "192.0.2.0",
          "192.0.2.1",
          "192.0.2.255",
          "192.31.196.1",
          "192.52.193.1",
          "192.88.99.0",
          "192.88.99.1",
          "192.88.99.255",
          "192.168.0.0",
          "192.168.0.1",
          "192.168.1.1",
          "192.168.178.1",
          "192.168.255.255",
          "192.175.48.1",
          "198.18.0.0",
          "198.18.0.1",
          "198.19.255.255",
          "198.51.100.0",
          "198.51.100.7",
          "198.51.100.255",
          "203.0.113.0",
          "203.0.113.9",
          "203.0.113.255",
          "224.0.0.0",
          "224.0.0.1",
          "224.0.0.251",
          "239.255.255.250",
          "239.255.255.255",
          "240.0.0.0",
          "240.0.0.1",
          "255.255.255.254",
          "255.255.255.255");

  private static final List<String> NOT_PUBLIC_V6 =
      List.of(
          "::",
          "::1",
          "::2",
          "::ffff",
          "::127.0.0.1",
          "::10.0.0.1",
          "::192.168.0.1",
          "::169.254.169.254",
          "::93.184.215.14",
          "::ffff:127.0.0.1",
          "::ffff:10.0.0.1",
          "::ffff:192.168.1.1",
          "::ffff:169.254.169.254",
          "::ffff:0:127.0.0.1",
          "::ffff:0:10.0.0.1",
          "64:ff9b::",
          "64:ff9b::7f00:1",
          "64:ff9b::127.0.0.1",
          "64:ff9b::10.0.0.1",
          "64:ff9b::169.254.169.254",
          "64:ff9b::93.184.215.14",
          "64:ff9b:1::",
          "64:ff9b:1::a00:1",
          "64:ff9b:1:ffff::192.168.0.1",
          "100::",
          "100::1",
          "100:0:0:1::1",
          "2001::",
          "2001::1",
          "2001:0:4136:e378:8000:63bf:3fff:fdd2",
          "2001:1::1",
          "2001:2::1",
          "2001:3::1",
          "2001:4:112::1",
          "2001:10::1",
          "2001:20::1",
          "2001:2f:ffff::1",
          "2001:30::1",
          "2001:db8::",
          "2001:db8::1",
          "2001:db8:ffff::1",
          "2002::",
          "2002:7f00:1::",
          "2002:a00:1::1",
          "2002:c0a8:1::1",
          "2002:a9fe:a9fe::1",
          "2002:5db8:d70e::1",
          "2620:4f:8000::1",
          "3fff::",
          "3fff::1",
          "3fff:fff:ffff::1",
          "4000::1",
          "5f00::1",
          "6000::1",
          "8000::1",
          "a000::1",
          "c000::1",
          "e000::1",
          "f000::1",
          "f800::1",
          "fc00::",
          "fc00::1",
          "fd00::1",
          "fd00:ec2::254",
          "fd12:3456:789a::1",
          "fdff:ffff::1",
          "fe00::1",
          "fe80::",
          "fe80::1",
          "fe80::5efe:c0a8:1",
          "febf::1",
          "fec0::1",
          "feff::1",
          "ff00::",
          "ff01::1",
          "ff02::1",
          "ff02::fb",
          "ff05::2",
          "ff0e::1",
          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");

  /** URLs of which already the text is refused. */
  private static final List<String> REFUSED =
      List.of(
          // Other schemes and forms.
          "http://www.example.com/",
          "HTTP://www.example.com/",
          "ftp://www.example.com/",
          "file:///etc/hosts",
          "file://www.example.com/x",
          "gopher://www.example.com/",
          "ws://www.example.com/",
          "wss://www.example.com/",
          "jar:https://www.example.com/!/",
          "data:text/plain,hello",
          "mailto:a@example.com",
          "javascript:void(0)",
          "//www.example.com/",
          "/marcado",
          "www.example.com",
          "www.example.com/marcado",
          "https:",
          "https:/",
          "https://",
          "https:///",
          "https:www.example.com",
          "https:/www.example.com/",
          "https://?x",
          "https:// www.example.com/",
          "https://www.example.com/ x",
          " https://www.example.com/",
          "https://www.example.com/\t",
          "https://www.example.com\\@10.0.0.1/",
          "https:\\\\www.example.com\\",
          "https://www.example.com/%",
          "https://www.example.com/%zz",
          "https://www.example.com/{x}",
          "https://www.example.com/<x>",
          "https://www.example.com/|",
          "https://www.example.com/^",
          "https://www.example.com/`",
          "https://www.example.com/\"x\"",
          "https://www.example.com/#x",
          "https://www.example.com/#",
          "https://www.example.com#@10.0.0.1/",
          // Somebody at a host.
          "https://user@www.example.com/",
          "https://user:secret@www.example.com/",
          "https://:secret@www.example.com/",
          "https://@www.example.com/",
          "https://www.example.com@10.0.0.1/",
          "https://www.example.com:443@10.0.0.1/",
          "https://10.0.0.1@www.example.com/",
          "https://a@b@www.example.com/",
          "https://www.example.com%40x/",
          "https://www%2eexample.com/",
          "https://www.example.com%00/",
          // Other ports.
          "https://www.example.com:80/",
          "https://www.example.com:22/",
          "https://www.example.com:8443/",
          "https://www.example.com:0/",
          "https://www.example.com:1/",
          "https://www.example.com:444/",
          "https://www.example.com:6379/",
          "https://www.example.com:65535/",
          "https://www.example.com:65979/",
          "https://www.example.com:99999/",
          "https://www.example.com:-1/",
          "https://www.example.com:x/",
          "https://www.example.com:443x/",
          "https://www.example.com:443:443/",
          "https://www.example.com:0x1bb/",
          // Addresses in place of a name, in all forms that resolvers and browsers know.
          "https://127.0.0.1/",
          "https://10.0.0.1/",
          "https://192.168.0.1/",
          "https://169.254.169.254/latest/meta-data/",
          "https://0.0.0.0/",
          "https://0/",
          "https://127.1/",
          "https://127.0.1/",
          "https://127.0.0.1./",
          "https://10.1/",
          "https://2130706433/",
          "https://2852039166/",
          "https://0x7f000001/",
          "https://0x7f.1/",
          "https://0x7f.0.0.1/",
          "https://0X7F.0X0.0X0.0X1/",
          "https://0xa9.0xfe.0xa9.0xfe/",
          "https://0xa9fea9fe/",
          "https://017700000001/",
          "https://0177.0.0.1/",
          "https://0177.0.0.0x1/",
          "https://0251.0376.0251.0376/",
          "https://00127.0.0.1/",
          "https://127.000.000.001/",
          "https://127.0.0.256/",
          "https://127.0.0.0x1/",
          "https://4294967295/",
          "https://4294967296/",
          "https://93.184.215.14/",
          "https://8.8.8.8/",
          "https://1.1.1.1:443/",
          "https://1572396814/",
          "https://0x5db8d70e/",
          "https://1.0x1/",
          "https://example.1/",
          "https://example.0x1/",
          "https://example.com.1/",
          "https://a.1b/",
          "https://[::1]/",
          "https://[::]/",
          "https://[::1]:443/",
          "https://[0:0:0:0:0:0:0:1]/",
          "https://[::ffff:127.0.0.1]/",
          "https://[::ffff:7f00:1]/",
          "https://[::127.0.0.1]/",
          "https://[fe80::1]/",
          "https://[fe80::1%25eth0]/",
          "https://[fd00:ec2::254]/",
          "https://[64:ff9b::7f00:1]/",
          "https://[2002:7f00:1::]/",
          "https://[2606:2800:21f::1]/",
          "https://[v1.x]/",
          "https://[127.0.0.1]/",
          "https://[/",
          "https://]/",
          "https://[]/",
          "https://::1/",
          "https://fe80::1/",
          // Digits and dots of other scripts.
          "https://１２７.０.０.１/",
          "https://127。0。0。1/",
          "https://127．0．0．1/",
          "https://127｡0｡0｡1/",
          "https://①②⑦.⓪.⓪.①/",
          "https://𝟏𝟐𝟕.𝟎.𝟎.𝟏/",
          "https://⑯⑨。②⑤④。⑯⑨｡②⑤④/",
          "https://٠/",
          "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
          "https://ｌｏｃａｌｈｏｓｔ/",
          "https://loc\u00adalhost/",
          "https://ℒocalhost/",
          "https://www.example。local/",
          "https://a℀b.example.com/",
          // Names that no public resolver knows, and what is no name.
          "https://localhost/",
          "https://LOCALHOST/",
          "https://localhost./",
          "https://localhost:443/",
          "https://a.localhost/",
          "https://a.b.localhost./",
          "https://localhost.localdomain/",
          "https://printer.local/",
          "https://db.internal/",
          "https://metadata.google.internal/",
          "https://instance-data.ec2.internal/",
          "https://intranet/",
          "https://srv.intranet/",
          "https://router.lan/",
          "https://nas.home/",
          "https://x.home.arpa/",
          "https://x.corp/",
          "https://x.private/",
          "https://x.test/",
          "https://x.invalid/",
          "https://x.onion/",
          "https://x.alt/",
          "https://1.0.0.127.in-addr.arpa/",
          "https://example/",
          "https://com/",
          "https://com./",
          "https://./",
          "https://../",
          "https://.com/",
          "https://.example.com/",
          "https://www..example.com/",
          "https://www.example.com../",
          "https://-a.example.com/",
          "https://a-.example.com/",
          "https://a_b.example.com/",
          "https://*.example.com/",
          "https://a,b.example.com/",
          "https://a;b.example.com/",
          "https://a=b.example.com/",
          "https://a+b.example.com/",
          "https://a!b.example.com/",
          "https://a$b.example.com/",
          "https://a&b.example.com/",
          "https://a'b.example.com/",
          "https://(a).example.com/",
          "https://" + "a".repeat(64) + ".example.com/",
          "https://" + "a.".repeat(130) + "com/",
          "https://www.example.com/" + "a".repeat(500),
          // Short as it is written, long as it is sent.
          "https://www.example.com/" + "ü".repeat(80));

  private static final List<String> TAKEN =
      List.of(
          "https://www.example.com",
          "https://www.example.com/",
          "https://www.example.com:443/",
          "https://www.example.com:/",
          "HTTPS://WWW.EXAMPLE.COM/A",
          "https://www.example.com./x",
          "https://www.example.com?x=1",
          "https://www.example.com/a/../b//c?d=%20&e=ü",
          "https://www.exämple.com/",
          "https://www。example。com/",
          "https://xn--exmple-cua.com/",
          "https://1.example.com/",
          "https://10.0.0.1.example.com/",
          "https://a-b.example.co/");

  private final List<InetAddress> connections = new ArrayList<>();
  private final FakeResolver resolver = new FakeResolver();
  private final OutgoingPolicy policy = new OutgoingPolicy(resolver, new Variables(Map.of()));
  private final WebhookClient client =
      new WebhookClient(policy, new Recording(), Duration.ofSeconds(5));

  /** Sockets that note where they should connect, and do not. */
  private final class Recording implements DetachedSocketFactory {
    @Override
    public Socket create(Proxy proxy) {
      return new Socket() {
        @Override
        public void connect(SocketAddress to, int timeout) throws IOException {
          connections.add(((InetSocketAddress) to).getAddress());
          throw new ConnectException("no test connects");
        }
      };
    }
  }

  @Test
  void shouldKnowEnoughWaysNotToGo() {
    assertThat(REFUSED.size() + 2 * (NOT_PUBLIC_V4.size() + NOT_PUBLIC_V6.size()))
        .isGreaterThan(300);
  }

  @Test
  void shouldRefuseAUrlThatNamesNoPublicHost() {
    for (String url : REFUSED) {
      assertThat(policy.parse(url)).as(url).isInstanceOf(Result.Refused.class);
      assertThat(why(url)).as(url).isEqualTo(Reply.Why.URL_REFUSED);
    }
    assertThat(resolver.asked()).isEmpty();
    assertThat(connections).isEmpty();
  }

  @Test
  void shouldConnectToNoHostWithAnAddressThatIsNotPublic() {
    List<String> addresses = Stream.concat(NOT_PUBLIC_V4.stream(), NOT_PUBLIC_V6.stream()).toList();
    for (int i = 0; i < addresses.size(); i++) {
      String address = addresses.get(i);
      resolver
          .answers("a%d.example.com".formatted(i), address)
          .answers("b%d.example.com".formatted(i), PUBLIC, PUBLIC_V6, address);
      assertThat(why("https://a%d.example.com/".formatted(i)))
          .as(address)
          .isEqualTo(Reply.Why.ADDRESS_REFUSED);
      assertThat(why("https://b%d.example.com/".formatted(i)))
          .as("public and " + address)
          .isEqualTo(Reply.Why.ADDRESS_REFUSED);
    }
    assertThat(connections).isEmpty();
  }

  @Test
  void shouldConnectToThePublicAddressesOfAHost() {
    for (String url : TAKEN) {
      String host = policy.parse(url).orElseThrow(IllegalArgumentException::new).host();
      connections.clear();
      resolver.answers(host, PUBLIC_V6, PUBLIC);

      assertThat(why(url)).as(url).isEqualTo(Reply.Why.NO_CONNECTION);
      assertThat(connections)
          .as(url)
          .containsExactly(FakeResolver.address(PUBLIC), FakeResolver.address(PUBLIC_V6));
    }
  }

  @Test
  void shouldTakeAddressesAtTheEdgesOfTheOthers() {
    for (String address :
        List.of(
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.0.3.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "198.51.99.255",
            "203.0.114.0",
            "223.255.255.255",
            "2000::1",
            "2001:200::1",
            "2003::1",
            "2400::1",
            "2a00:1450::1",
            "3ffe::1",
            "3fff:1000::1")) {
      assertThat(PublicAddresses.contain(FakeResolver.address(address))).as(address).isTrue();
    }
  }

  /** The resolver says something else to each who asks. */
  @Test
  void shouldConnectToTheAddressThatItHasLookedAt() {
    resolver
        .answers("rebind.example.com", PUBLIC)
        .answers("rebind.example.com", PUBLIC)
        .answers("rebind.example.com", "127.0.0.1");
    TargetUrl url =
        policy.parse("https://rebind.example.com/").orElseThrow(IllegalArgumentException::new);

    assertThat(policy.addresses(url, Duration.ofSeconds(5)).whyRefused()).isEmpty();
    assertThat(why("https://rebind.example.com/")).isEqualTo(Reply.Why.NO_CONNECTION);
    assertThat(connections).containsExactly(FakeResolver.address(PUBLIC));
    assertThat(resolver.asked()).hasSize(2);

    assertThat(why("https://rebind.example.com/")).isEqualTo(Reply.Why.ADDRESS_REFUSED);
    assertThat(connections).hasSize(1);
  }

  @Test
  void shouldSayThatAHostHasNoAddress() {
    assertThat(why("https://nowhere.example.com/")).isEqualTo(Reply.Why.HOST_UNKNOWN);
  }

  /** Each try parses the saved URL again. */
  @Test
  void shouldTakeItsOwnFormOfWhatItTook() {
    List<String> taken = new ArrayList<>(TAKEN);
    taken.add("https://www.example.com/" + "a".repeat(TargetUrl.LONGEST - 24));
    taken.add("https://www.example.com/aa" + "ü".repeat(79));
    for (String url : taken) {
      TargetUrl once = policy.parse(url).orElseThrow(IllegalArgumentException::new);
      assertThat(policy.parse(once.uri().toString()))
          .as(url)
          .isEqualTo(Result.<TargetUrl, String>done(once));
    }
  }

  /** What a local stack allows, and only there. */
  @Test
  void shouldTakeReceiversOfThisMachineOnlyWhereThatIsSaid() {
    OutgoingPolicy local =
        new OutgoingPolicy(resolver, new Variables(Map.of("LOOPBACK_RECEIVERS", "true")));
    for (String url :
        List.of("http://localhost:8080/x", "http://127.0.0.1:1/", "https://[::1]:8443/")) {
      assertThat(local.parse(url)).as(url).isInstanceOf(Result.Done.class);
      assertThat(policy.parse(url)).as(url).isInstanceOf(Result.Refused.class);
    }
    for (String url :
        List.of("http://www.example.com/", "http://10.0.0.1/", "https://169.254.169.254/")) {
      assertThat(local.parse(url)).as(url).isInstanceOf(Result.Refused.class);
    }
  }

  private Reply.Why why(String url) {
    Reply reply = client.post(url, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
    return ((Reply.Silent) reply).why();
  }
}
