package io.marcado.local.app.priming;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.marcado.platform.aws.SdkTransport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs one function in a JVM of its own, and prints how many classes it took. */
final class LoadedClasses {
  private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

  private LoadedClasses() {}

  /**
   * Prints the classes until the first answer, which is primed, those of an answer after it that
   * takes the network, and that answer.
   *
   * @param arguments a handler, and a file with an event
   */
  public static void main(String... arguments) throws Exception {
    byte[] event = Files.readAllBytes(Path.of(arguments[1]));
    long began = CLASSES.getTotalLoadedClassCount();
    RequestStreamHandler handler =
        (RequestStreamHandler) Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
    SdkTransport.answeringFromMemory(() -> answer(handler, event));
    long primed = CLASSES.getTotalLoadedClassCount();
    String answer = answer(handler, event);
    long answered = CLASSES.getTotalLoadedClassCount();
    System.out.printf("LOADED %d %d %s%n", primed - began, answered - primed, answer);
    System.exit(0);
  }

  private static String answer(RequestStreamHandler handler, byte[] event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(event), answer, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }
}
