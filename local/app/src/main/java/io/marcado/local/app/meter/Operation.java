package io.marcado.local.app.meter;

/**
 * One round trip to the table.
 *
 * @param name as DynamoDB's API calls it
 * @param items how many items it names or returns
 * @param readUnits read capacity of table and indexes
 * @param writeUnits write capacity of the table
 * @param indexEntries how many entries of indexes it puts or deletes
 * @param indexWriteUnits write capacity of the indexes, which DynamoDB bills beside the table's
 * @param refused true when a condition did not hold, and nothing was written
 */
public record Operation(
    String name,
    int items,
    double readUnits,
    int writeUnits,
    int indexEntries,
    int indexWriteUnits,
    boolean refused) {}
