package io.marcado.local.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.marcado.domain.time.LocalTimeline;
import io.marcado.domain.time.Zone;
import io.marcado.local.http.Reply;
import io.marcado.local.http.Request;
import io.marcado.local.schedule.Recurrence;
import io.marcado.local.schedule.Schedule;
import io.marcado.local.schedule.Scheduler;
import io.marcado.local.template.Surroundings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * EventBridge Scheduler: CreateSchedule, UpdateSchedule, GetSchedule, DeleteSchedule,
 * ListSchedules.
 */
final class SchedulerService implements AwsService {
  private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]{1,64}");

  private final Scheduler scheduler;
  private final Set<String> groups;
  private final InstantSource clock;

  SchedulerService(Scheduler scheduler, Collection<String> groups, InstantSource clock) {
    this.scheduler = scheduler;
    this.groups = new HashSet<>(groups);
    this.groups.add("default");
    this.clock = clock;
  }

  @Override
  public Reply answer(Request request) throws AwsError {
    List<String> path = Paths.segments(request);
    if (path.isEmpty() || !path.getFirst().equals("schedules") || path.size() > 2) {
      throw new AwsError(404, "UnknownOperationException", request.path());
    }
    if (path.size() == 1 && request.method().equals("GET")) {
      return list(request);
    }
    String name = path.getLast();
    return switch (request.method()) {
      case "POST" -> create(name, Json.body(request));
      case "PUT" -> update(name, Json.body(request));
      case "GET" -> get(group(request), name);
      case "DELETE" -> delete(group(request), name);
      default -> throw new AwsError(404, "UnknownOperationException", request.method());
    };
  }

  private Reply create(String name, ObjectNode body) throws AwsError {
    Schedule schedule = read(name, body);
    if (!scheduler.create(schedule)) {
      throw new AwsError(409, "ConflictException", "Schedule " + name + " already exists.");
    }
    return arn(schedule);
  }

  private Reply update(String name, ObjectNode body) throws AwsError {
    Schedule schedule = read(name, body);
    existing(schedule.group(), name);
    scheduler.put(schedule);
    return arn(schedule);
  }

  private Schedule read(String name, ObjectNode body) throws AwsError {
    String group = body.path("GroupName").asText("default");
    if (!NAME.matcher(name).matches()) {
      throw invalid("Name: 1 to 64 of 0-9 a-z A-Z - _ .");
    }
    if (!groups.contains(group)) {
      throw new AwsError(
          404, "ResourceNotFoundException", "Schedule group " + group + " does not exist.");
    }
    JsonNode target = body.path("Target");
    String targetArn = Json.required(target, "Arn");
    String roleArn = Json.required(target, "RoleArn");
    if (!roleArn.startsWith("arn:aws:iam:")) {
      throw invalid("Target.RoleArn is no role");
    }
    if (!targetArn.contains(":sqs:") && !targetArn.contains(":lambda:")) {
      throw invalid("Target.Arn: only queues and functions are here");
    }
    String mode = body.path("FlexibleTimeWindow").path("Mode").asText("");
    if (!mode.equals("OFF") && !mode.equals("FLEXIBLE")) {
      throw invalid("FlexibleTimeWindow.Mode is missing");
    }
    String expression = Json.required(body, "ScheduleExpression");
    String zone = body.path("ScheduleExpressionTimezone").asText("UTC");
    try {
      Recurrence.parse(expression, new LocalTimeline(Zone.of(zone)));
    } catch (IllegalArgumentException e) {
      throw invalid("Invalid Schedule Expression " + expression + " " + zone);
    }
    return new Schedule(
        group,
        name,
        expression,
        zone,
        targetArn,
        target.path("Input").asText("{}"),
        body.toString(),
        body.path("ActionAfterCompletion").asText("NONE").equals("DELETE"),
        !body.path("State").asText("ENABLED").equals("DISABLED"),
        clock.instant().toString(),
        "");
  }

  private Reply get(String group, String name) throws AwsError {
    Schedule schedule = existing(group, name);
    ObjectNode answer = definition(schedule);
    answer.remove("ClientToken");
    summary(answer, schedule);
    return Reply.json(200, answer.toString());
  }

  private Reply delete(String group, String name) throws AwsError {
    if (!scheduler.delete(group, name)) {
      throw missing(name);
    }
    return Reply.json(200, "{}");
  }

  private Reply list(Request request) throws AwsError {
    String group = Paths.query(request, "ScheduleGroup").orElse("default");
    String prefix = Paths.query(request, "NamePrefix").orElse("");
    String after = Paths.query(request, "NextToken").orElse("");
    int limit = Paths.number(request, "MaxResults", 100);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Schedules");
    for (Schedule schedule : scheduler.list(group)) {
      if (!schedule.name().startsWith(prefix) || schedule.name().compareTo(after) <= 0) {
        continue;
      }
      if (items.size() == limit) {
        answer.put("NextToken", items.get(limit - 1).path("Name").asText());
        break;
      }
      ObjectNode item = items.addObject();
      item.putObject("Target").put("Arn", schedule.targetArn());
      summary(item, schedule);
    }
    return Reply.json(200, answer.toString());
  }

  private void summary(ObjectNode answer, Schedule schedule) {
    double created = Instant.parse(schedule.createdAt()).toEpochMilli() / 1000.0;
    answer.put("Arn", scheduleArn(schedule));
    answer.put("GroupName", schedule.group());
    answer.put("Name", schedule.name());
    answer.put("State", schedule.enabled() ? "ENABLED" : "DISABLED");
    answer.put("CreationDate", created);
    answer.put("LastModificationDate", created);
  }

  private Schedule existing(String group, String name) throws AwsError {
    return scheduler.get(group, name).orElseThrow(() -> missing(name));
  }

  private static AwsError missing(String name) {
    return new AwsError(404, "ResourceNotFoundException", "Schedule " + name + " does not exist.");
  }

  private static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  private static String group(Request request) {
    return Paths.query(request, "groupName").orElse("default");
  }

  private static Reply arn(Schedule schedule) {
    return Reply.json(200, Json.object().put("ScheduleArn", scheduleArn(schedule)).toString());
  }

  private static String scheduleArn(Schedule schedule) {
    return "arn:aws:scheduler:%s:%s:schedule/%s/%s"
        .formatted(Surroundings.REGION, Surroundings.ACCOUNT, schedule.group(), schedule.name());
  }

  private static ObjectNode definition(Schedule schedule) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(schedule.definition());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
