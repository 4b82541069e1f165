package io.marcado.bench.floods;

import io.marcado.bench.MarkdownTable;
import io.marcado.bench.Measurement;
import io.marcado.local.app.floods.Floods;
import io.marcado.local.app.floods.Report;
import java.io.IOException;

/** Fails when a promise of docs/limits.md is broken. */
public final class FloodResults implements Measurement {

  @Override
  public String title() {
    return "Floods, lock-outs and phishing at the limits of a deployment";
  }

  @Override
  public MarkdownTable measure() throws IOException {
    MarkdownTable table = new MarkdownTable("attack", "before", "after", "limit", "those attacked");
    Report report = Floods.run();
    for (Report.Row row : report.rows()) {
      table.row(row.tried(), row.before(), row.after(), row.limit(), row.others());
    }
    report.broken().forEach(table::fail);
    return table;
  }
}
