package io.marcado.tenants.stages;

import io.micronaut.context.annotation.Replaces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stages in memory, which can be told to fail. */
@Singleton
@Replaces(value = Stages.class, factory = StagesFactory.class)
public final class FakeStages implements Stages {
  private final Map<String, TenantStage> stages = new ConcurrentHashMap<>();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  private enum Kind {
    REFUSED,
    CRASH_BEFORE,
    CRASH_AFTER
  }

  private record Failure(String stage, Kind kind) {}

  /** A process that ends without another word. */
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void ensure(TenantStage stage) {
    if (told(stage, Kind.CRASH_BEFORE)) {
      throw new Crash();
    }
    if (told(stage, Kind.REFUSED)) {
      throw new StageFailedException("told to fail", null);
    }
    TenantStage there = stages.putIfAbsent(key(stage.api(), stage.name()), stage);
    if (there != null && !there.tenant().equals(stage.tenant())) {
      throw new StageFailedException("the stage is another tenant's", null);
    }
    if (told(stage, Kind.CRASH_AFTER)) {
      throw new Crash();
    }
  }

  /** The next time, this stage is not made. */
  public void failNext(String stage) {
    failures.add(new Failure(stage, Kind.REFUSED));
  }

  /** The next time, the process ends before this stage is made. */
  public void crashBefore(String stage) {
    failures.add(new Failure(stage, Kind.CRASH_BEFORE));
  }

  /** The next time, the process ends when this stage has been made. */
  public void crashAfter(String stage) {
    failures.add(new Failure(stage, Kind.CRASH_AFTER));
  }

  public Optional<TenantStage> find(String api, String name) {
    return Optional.ofNullable(stages.get(key(api, name)));
  }

  /** How many there are under this name, on whatever API. */
  public long named(String name) {
    return stages.values().stream().filter(stage -> stage.name().equals(name)).count();
  }

  private boolean told(TenantStage stage, Kind kind) {
    return failures.remove(new Failure(stage.name(), kind));
  }

  private static String key(String api, String name) {
    return api + "/" + name;
  }
}
