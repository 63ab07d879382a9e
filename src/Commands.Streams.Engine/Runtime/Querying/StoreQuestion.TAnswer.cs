using Commands.Streams.Runtime.Workers;
using Commands.Streams.State;

namespace Commands.Streams.Runtime.Querying;

/// <summary>A question to the partitions of one store.</summary>
/// <param name="store">The store's name.</param>
/// <param name="partition">The partition to ask; <see langword="null"/> for all that the worker has.</param>
/// <param name="read">Reads the answer from the store of one partition.</param>
internal sealed class StoreQuestion<TAnswer>(string store, int? partition, Func<IStateStore, TAnswer> read) : StoreQuestion
{
    private readonly TaskCompletionSource<StoreAnswers<TAnswer>> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the worker's answers; fails with what reading a store has thrown.</summary>
    public Task<StoreAnswers<TAnswer>> Answered => _answered.Task;

    public override void Answer(WorkerTasks tasks)
    {
        try
        {
            _answered.SetResult(Read(tasks));
        }
        catch (Exception exception)
        {
            _answered.SetException(exception);
        }
    }

    public override void GiveUp() => _answered.TrySetResult(StoreAnswers<TAnswer>.Ended());

    private StoreAnswers<TAnswer> Read(WorkerTasks tasks)
    {
        var answers = new StoreAnswers<TAnswer>();
        foreach (var assigned in tasks.All)
        {
            var number = assigned.Task.Id.Partition;
            if ((partition is null || partition == number) && assigned.Stores.Find(store) is { } found)
            {
                if (assigned.Restoration is { } restoration)
                {
                    answers.Restoring.Add(number, restoration.Percent);
                }
                else
                {
                    answers.Read.Add(number, read(found.Store));
                }
            }
        }

        return answers;
    }
}
