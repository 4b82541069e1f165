package io.marcado.origin.warming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.marcado.platform.aws.SdkTransport;
import io.marcado.platform.config.Variables;
import io.marcado.platform.deadline.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void shouldCallEveryFunctionOfTheStackOnce() {
    FakeFunctionInvoker invoker = new FakeFunctionInvoker(Set.of());

    new WarmUp(invoker, new Variables(Map.of("FUNCTION_NAME_PREFIX", "m_"))).callAll();

    assertThat(invoker.called())
        .contains("m_GetHealth", "m_CreateBooking", "m_SendCodes")
        .allMatch(name -> name.matches("m_[A-Z][A-Za-z]+"))
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldGoOnAfterAFailureAndReportIt() {
    FakeFunctionInvoker invoker = new FakeFunctionInvoker(Set.of("m_A", "m_C"));
    WarmUp warmUp = new WarmUp(invoker, List.of("m_A", "m_B", "m_C"));

    assertThatThrownBy(warmUp::callAll)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("2 of 3 functions did not answer: m_A, m_C");
    assertThat(invoker.called()).containsExactlyInAnyOrder("m_A", "m_B", "m_C");
  }

  @Test
  void shouldCallNothingWhileItIsPrimed() {
    Set<Boolean> fromMemory = ConcurrentHashMap.newKeySet();
    WarmUp warmUp =
        new WarmUp(
            _ -> {
              fromMemory.add(SdkTransport.answersFromMemory());
              return Optional.empty();
            },
            List.of("m_A", "m_B"));

    SdkTransport.answeringFromMemory(warmUp::callAll);

    assertThat(fromMemory).containsExactly(true);
  }

  @Test
  void shouldCallTwoHundredAndFiftyFunctionsAFewAtATime() {
    List<String> functions = IntStream.range(0, 250).mapToObj(n -> "m_F" + n).toList();
    Set<String> called = ConcurrentHashMap.newKeySet();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    // A call ends only when the others of its round are under way, so fewer at a time would hang.
    CyclicBarrier round = new CyclicBarrier(WarmUp.AT_A_TIME);
    FunctionInvoker invoker =
        function -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          try {
            round.await(10, TimeUnit.SECONDS);
          } catch (Exception e) {
            return Optional.of("alone");
          } finally {
            running.decrementAndGet();
          }
          called.add(function);
          return Deadline.current().isPresent() ? Optional.empty() : Optional.of("no deadline");
        };

    Deadline.in(Duration.ofMinutes(1))
        .during(
            () -> {
              new WarmUp(invoker, functions).callAll();
              return true;
            });

    assertThat(called).containsExactlyInAnyOrderElementsOf(functions);
    assertThat(most).hasValue(WarmUp.AT_A_TIME);
  }
}
