using Commands.Streams.Records;

namespace Commands.Streams.Processors;

/// <summary>
/// A handler of an asynchronous step that spends part of its time waiting, for example between two tries, and does not want to hold up a rebalance or a
/// stop with that. An ordinary handler may take <see cref="StreamsOptions.DrainTimeout"/> to end; this one may give up instead: it ends with an
/// <see cref="OperationCanceledException"/> of <paramref name="draining"/>, as <see cref="Task.Delay(TimeSpan, CancellationToken)"/> does by itself. Its
/// record is then not done. Nothing is written for it, no exception handler is asked, and it is handled from the beginning by whoever has its partition
/// next.
/// </summary>
/// <typeparam name="TKey">The keys' type.</typeparam>
/// <typeparam name="TValue">The values' type.</typeparam>
/// <typeparam name="TResult">What the handler gives.</typeparam>
/// <param name="record">The record.</param>
/// <param name="stopping">Ends with the task: then nobody waits for the handler any more.</param>
/// <param name="draining">
/// Ends as soon as the record's task is about to lose partitions or to end, at the latest with <paramref name="stopping"/>. Wait with it; do not interrupt
/// work with it that could end in time.
/// </param>
public delegate ValueTask<TResult> WaitingHandler<TKey, TValue, TResult>(Record<TKey, TValue> record, CancellationToken stopping, CancellationToken draining);
