using System.Diagnostics.CodeAnalysis;
using Commands.Streams.Runtime.Workers;

namespace Commands.Streams.Runtime.Querying;

/// <summary>
/// The questions to a worker's state stores. The worker answers them between two turns, so stores need no locks, and an answer never shows half a record.
/// </summary>
internal sealed class WorkerQueries(Action wake)
{
    private readonly Lock _lock = new();
    private readonly Queue<StoreQuestion> _questions = new();
    private volatile int _waiting;
    private bool _isClosed;

    /// <summary>Asks a question. Any thread.</summary>
    public void Ask(StoreQuestion question)
    {
        bool isTaken;
        lock (_lock)
        {
            isTaken = !_isClosed;
            if (isTaken)
            {
                _questions.Enqueue(question);
                _waiting = _questions.Count;
            }
        }

        if (isTaken)
        {
            wake();
        }
        else
        {
            question.GiveUp();
        }
    }

    /// <summary>Answers the questions that have been asked up to now. Worker only.</summary>
    public void Answer(WorkerTasks tasks)
    {
        for (var left = _waiting; left > 0 && TryTake(out var question); left--)
        {
            question.Answer(tasks);
        }
    }

    /// <summary>The worker has ended: nothing is answered any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        while (TryTake(out var question))
        {
            question.GiveUp();
        }
    }

    private bool TryTake([NotNullWhen(true)] out StoreQuestion? question)
    {
        lock (_lock)
        {
            var isTaken = _questions.TryDequeue(out question);
            _waiting = _questions.Count;
            return isTaken;
        }
    }
}
