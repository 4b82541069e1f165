package io.marcado.local.app.messaging;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.marcado.local.LocalStack;
import io.marcado.local.app.TestStack;
import io.marcado.local.app.client.ApiClient;
import io.marcado.local.app.contract.CheckedClient;
import io.marcado.local.whatsapp.WhatsAppApi;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A business writes to its clients from its own WhatsApp number. */
class OwnNumberStoryTest {
  private static final Pattern SQUARE = Pattern.compile("M(\\d+),(\\d+)h(\\d+)v1");
  private static final int SCALE = 8;

  @AutoClose private static final LocalStack STACK = TestStack.still();

  @Test
  void shouldSendFromTheNumberOnceAMessageHasComeToIt() throws Exception {
    Salon salon = salon("owns");
    Salon other = salon("owns-none");
    CheckedClient owner = new CheckedClient(salon.owner());
    String number = number();
    List<OffsetDateTime> times = salon.times();
    assertThat(state(owner)).isEqualTo("NOT_LINKED");
    owner.get("/settings/whatsapp/qr-code").expect(404);

    JsonNode linked = owner.put("/settings/whatsapp", link(number, "")).expect(200);
    assertThat(linked.path("state").asText()).isEqualTo("LINKED");
    assertThat(linked.toString()).doesNotContain(WhatsAppApi.TOKEN);
    assertThat(owner.get("/settings/whatsapp").expect(200)).isEqualTo(linked);
    String url = linked.path("chatUrl").asText();
    assertThat(url)
        .isEqualTo("https://wa.me/%s?text=Ol%%C3%%A1%%21".formatted(number.substring(1)));
    assertThat(read(svg(owner.get("/settings/whatsapp/qr-code").text()))).isEqualTo(url);
    assertThat(read(png(salon))).isEqualTo(url);
    assertThat(
            new CheckedClient(other.owner())
                .put("/settings/whatsapp", link(number, ""))
                .expect(409)
                .path("code")
                .asText())
        .isEqualTo("whatsapp-number-taken");

    salon.book(times.get(0));
    salon.told(1);
    assertThat(lastSender(salon)).isEmpty();

    pretend(Map.of("from", TestStack.phone(), "text", "Olá!", "number", number));
    await().until(() -> state(owner).equals("WORKING"));
    JsonNode booking = salon.book(times.get(5));
    salon.told(2);
    assertThat(lastSender(salon)).isEqualTo("+" + number.substring(1));

    shouldBeAnsweredToThisBusinessAlone(salon, other, booking, number);
    shouldGoBackToThePlatformsNumber(salon, owner, times.get(10));
  }

  private static void shouldBeAnsweredToThisBusinessAlone(
      Salon salon, Salon other, JsonNode booking, String number) {
    String phone = salon.clientPhone();
    await().until(() -> salon.ledger().stream().filter("CONFIRMED SENT"::equals).count() == 2);
    JsonNode elsewhere = other.bookFor(phone, other.times().getFirst());
    salon.told(3);
    assertThat(lastSender(salon)).isEmpty();
    await().until(() -> other.ledger().contains("CONFIRMED SENT"));

    pretend(Map.of("from", phone, "text", "Chego cedo", "number", number));
    pretend(Map.of("from", phone, "text", "sim", "number", number));

    assertThat(salon.told(4).getFirst()).contains("Salão da Rita: obrigado");
    assertThat(lastSender(salon)).isEqualTo("+" + number.substring(1));
    await().until(() -> received(salon, booking).size() == 2);
    assertThat(received(salon, booking)).containsExactlyInAnyOrder("Chego cedo", "sim");
    assertThat(received(other, elsewhere)).isEmpty();
    assertThat(confirmedAt(salon, booking)).isNotEmpty();
    assertThat(confirmedAt(other, elsewhere)).isEmpty();
  }

  private static void shouldGoBackToThePlatformsNumber(
      Salon salon, CheckedClient owner, OffsetDateTime time) {
    owner.delete("/settings/whatsapp").expect(204);
    owner.delete("/settings/whatsapp").expect(204);
    assertThat(state(owner)).isEqualTo("NOT_LINKED");

    salon.book(time);
    salon.told(5);
    assertThat(lastSender(salon)).isEmpty();
    assertThat(
            owner.get("/audit?object=settings").expect(200).path("items").findValuesAsText("type"))
        .contains("settings.created", "settings.deleted");
  }

  @Test
  void shouldSayWhatMetaDoesNotTake() {
    Salon salon = salon("ended");
    CheckedClient owner = new CheckedClient(salon.owner());
    String number = number();

    assertThat(pointers(owner, link(number, "stranger"))).containsExactly("/phoneNumberId");
    assertThat(
            pointers(
                owner,
                Map.of(
                    "phoneNumberId", number,
                    "businessAccountId", "900000000000001",
                    "accessToken", "nobody-knows-this-token")))
        .containsExactly("/accessToken");
    assertThat(
            pointers(
                owner,
                Map.of(
                    "phoneNumberId",
                    number,
                    "businessAccountId",
                    "900000000000001",
                    "accessToken",
                    WhatsAppApi.tokenOf(number()))))
        .containsExactly("/phoneNumberId", "/businessAccountId");
    assertThat(
            pointers(
                owner,
                Map.of("phoneNumberId", "../1", "businessAccountId", "x", "accessToken", "a b")))
        .containsExactlyInAnyOrder("/phoneNumberId", "/businessAccountId", "/accessToken");
    assertThat(state(owner)).isEqualTo("NOT_LINKED");

    owner.put("/settings/whatsapp", link(number, "-ended")).expect(200);
    pretend(Map.of("from", TestStack.phone(), "text", "Olá!", "number", number));
    await().until(() -> state(owner).equals("WORKING"));
    salon.book(salon.times().getFirst());

    assertThat(salon.told(1).getFirst()).startsWith("Marcado / Salao da Rita");
    await().until(() -> state(owner).equals("REFUSED"));
    assertThat(owner.get("/settings/whatsapp").expect(200).path("refusedBecause").asText())
        .isEqualTo("TOKEN_REFUSED");
  }

  private static List<String> pointers(CheckedClient owner, Object link) {
    return owner
        .put("/settings/whatsapp", link)
        .expect(400)
        .path("errors")
        .findValuesAsText("pointer");
  }

  private static Map<String, String> link(String number, String after) {
    return Map.of(
        "phoneNumberId",
        number,
        "businessAccountId",
        "200000000000001",
        "accessToken",
        WhatsAppApi.tokenOf(number) + after);
  }

  /** The id of a number of its own, as the local Cloud API has it. */
  private static String number() {
    return "1" + TestStack.phone().substring(1);
  }

  private static Salon salon(String name) {
    Salon salon = new Salon(STACK, "number-" + name, "pt-BR");
    salon.settings(Map.of("messageChannels", List.of("WHATSAPP", "SMS")));
    return salon;
  }

  private static String state(CheckedClient owner) {
    return owner.get("/settings/whatsapp").expect(200).path("state").asText();
  }

  private static void pretend(Map<String, Object> news) {
    origin().post("/_local/whatsapp", news).expect(200);
  }

  private static ApiClient origin() {
    return ApiClient.of(STACK.origin().toString());
  }

  /** The number that the client's last message came from; empty for the platform's. */
  private static String lastSender(Salon salon) {
    return origin()
        .get("/_local/messages?to=" + salon.clientPhone())
        .expect(200)
        .at("/messages/0/from")
        .asText("");
  }

  private static List<String> received(Salon salon, JsonNode booking) {
    JsonNode items =
        salon
            .owner()
            .get("/messages?status=RECEIVED&bookingId=" + booking.path("bookingId").asText())
            .expect(200)
            .path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path("text").asText())
        .toList();
  }

  private static String confirmedAt(Salon salon, JsonNode booking) {
    return salon
        .owner()
        .get("/bookings/" + booking.path("bookingId").asText())
        .expect(200)
        .path("confirmedAt")
        .asText("");
  }

  private static BufferedImage png(Salon salon) throws IOException, InterruptedException {
    ApiClient owner = salon.owner();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(owner.base() + "/settings/whatsapp/qr-code?format=png"))
                  .header("Authorization", owner.header("Authorization").orElseThrow())
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
      return requireNonNull(ImageIO.read(new ByteArrayInputStream(answer.body())));
    }
  }

  /** Draws the squares of the code's lines, as a browser does. */
  private static BufferedImage svg(String svg) {
    Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
    assertThat(box.find()).isTrue();
    int side = Integer.parseInt(box.group(1)) * SCALE;
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D paint = image.createGraphics();
    paint.setColor(Color.WHITE);
    paint.fillRect(0, 0, side, side);
    paint.setColor(Color.BLACK);
    Matcher squares = SQUARE.matcher(svg);
    while (squares.find()) {
      paint.fillRect(
          Integer.parseInt(squares.group(1)) * SCALE,
          Integer.parseInt(squares.group(2)) * SCALE,
          Integer.parseInt(squares.group(3)) * SCALE,
          SCALE);
    }
    paint.dispose();
    return image;
  }

  private static String read(BufferedImage image) throws ReaderException {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }
}
