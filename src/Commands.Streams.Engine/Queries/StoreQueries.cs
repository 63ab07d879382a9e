using Commands.Streams.Errors;
using Commands.Streams.Processors;
using Commands.Streams.Runtime.Querying;
using Commands.Streams.Runtime.Starting;
using Commands.Streams.Runtime.Workers;
using Commands.Streams.State;
using Commands.Streams.State.Typed;

namespace Commands.Streams.Queries;

/// <summary>Asks the workers of an application about one of its state stores. Any thread.</summary>
/// <param name="store">The store's name.</param>
/// <param name="applicationId">The application's id, for messages.</param>
/// <param name="workers">Returns the workers; none if the application does not run.</param>
/// <param name="counts">The number of partitions of each store.</param>
internal sealed class StoreQueries(string store, string applicationId, Func<IReadOnlyList<WorkerThread>> workers, StorePartitionCounts counts)
{
    /// <summary>The largest number of entries that a worker reads before it processes records again.</summary>
    public const int PartLength = 1000;

    public string Store => store;

    /// <summary>Looks up a key in the partitions of this instance.</summary>
    /// <param name="key">The key.</param>
    /// <param name="find">Looks it up in one partition.</param>
    /// <param name="isEmpty">Tells whether nothing was found.</param>
    /// <param name="cancellationToken">A token to cancel the wait.</param>
    /// <exception cref="InvalidStateStoreException">Nothing was found, and the key's partition cannot be read here.</exception>
    public async Task<TResult> FindAsync<TKey, TResult>(
        TKey key, Func<IStateStore, TResult> find, Func<TResult, bool> isEmpty, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var count = Math.Max(1, counts.Of(store));
        var answers = await AskAsync(
            null, asked => (Result: find(asked), Home: Murmur2.Partition(((IKeyBytes<TKey>)asked).KeyBytes(key), count)), cancellationToken)
            .ConfigureAwait(false);
        foreach (var (_, answer) in answers.Read)
        {
            // A topic with a partitioner of its own may keep a key elsewhere than the default one says.
            if (!isEmpty(answer.Result))
            {
                return answer.Result;
            }
        }

        if (answers.Read.Count == 0)
        {
            throw Missing(answers);
        }

        var (_, home) = answers.Read.First().Value;
        if (answers.Read.TryGetValue(home, out var own))
        {
            return own.Result;
        }

        throw answers.Restoring.TryGetValue(home, out var percent) ? Restoring(home, percent) : new InvalidStateStoreException(
            InvalidStateStoreReason.OnAnotherInstance,
            $"The key is in partition {home} of state store '{store}', and this instance of application '{applicationId}' has " +
            $"{Print(answers.Read.Keys)}, of {count}. Ask the instance that has it, or try again if partitions are being moved.");
    }

    /// <summary>Asks all partitions of this instance.</summary>
    /// <exception cref="InvalidStateStoreException">A partition is being restored, or there is none.</exception>
    public async Task<SortedDictionary<int, TAnswer>> AskAllAsync<TAnswer>(Func<IStateStore, TAnswer> read, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(null, read, cancellationToken).ConfigureAwait(false);
        return answers.Read.Count > 0 && answers.Restoring.Count == 0 ? answers.Read : throw Missing(answers);
    }

    /// <summary>Asks one partition, which this instance had a moment ago.</summary>
    /// <exception cref="InvalidStateStoreException">The partition cannot be read here any more.</exception>
    public async Task<TAnswer> AskAsync<TAnswer>(int partition, Func<IStateStore, TAnswer> read, CancellationToken cancellationToken)
    {
        var answers = await AskAsync((int?)partition, read, cancellationToken).ConfigureAwait(false);
        return answers.Read.TryGetValue(partition, out var answer) ? answer : throw Missing(answers);
    }

    /// <summary>Returns the partitions that can be read here.</summary>
    public async Task<StorePartitions> PartitionsAsync(CancellationToken cancellationToken)
    {
        var answers = await AskAsync(null, static _ => true, cancellationToken).ConfigureAwait(false);
        return new StorePartitions([.. answers.Read.Keys], counts.Of(store));
    }

    /// <summary>Returns the exception for a store that is not what the caller expects.</summary>
    public InvalidStateStoreException OfAnotherType(IStateStore found, string expected) => new(
        InvalidStateStoreReason.OfAnotherType, $"State store '{store}' is a {TypeNames.Print(found.GetType())}. It cannot be read as {expected}.");

    private async Task<StoreAnswers<TAnswer>> AskAsync<TAnswer>(int? partition, Func<IStateStore, TAnswer> read, CancellationToken cancellationToken)
    {
        var answers = new StoreAnswers<TAnswer>();
        var questions = new List<StoreQuestion<TAnswer>>();
        foreach (var worker in workers())
        {
            var question = new StoreQuestion<TAnswer>(store, partition, read);
            questions.Add(question);
            worker.Queries.Ask(question);
        }

        foreach (var question in questions)
        {
            answers.Add(await question.Answered.WaitAsync(cancellationToken).ConfigureAwait(false));
        }

        if (questions.Count == 0 || answers.HasEnded)
        {
            throw new InvalidStateStoreException(
                InvalidStateStoreReason.NotRunning,
                $"State store '{store}' cannot be read, because application '{applicationId}' is not running. Wait until its state is Running.");
        }

        return answers;
    }

    private InvalidStateStoreException Missing<TAnswer>(StoreAnswers<TAnswer> answers) => answers.Restoring.Count > 0
        ? Restoring(answers.Restoring.First().Key, answers.Restoring.First().Value)
        : new InvalidStateStoreException(
            InvalidStateStoreReason.OnAnotherInstance,
            $"This instance of application '{applicationId}' has no partition of state store '{store}' that was asked for. Ask another instance, or try " +
            "again if partitions are being moved.");

    private InvalidStateStoreException Restoring(int partition, int percent) => new(
        InvalidStateStoreReason.Restoring,
        $"Partition {partition} of state store '{store}' is being restored: {percent} % is done. Try again later.");

    private static string Print(IReadOnlyCollection<int> partitions) =>
        $"{(partitions.Count == 1 ? "partition" : "partitions")} {string.Join(", ", partitions)}";
}
