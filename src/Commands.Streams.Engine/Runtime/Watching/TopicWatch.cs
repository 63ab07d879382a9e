using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Runtime.Watching;

/// <summary>
/// Checks an application's topics periodically, outside its workers: if the cluster answers, if a topic has been recreated, and what can be purged from the
/// application's own topics.
/// </summary>
internal sealed class TopicWatch : IDisposable
{
    /// <summary>The time between two checks.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<SourceDefinition> _sources;
    private readonly IReadOnlyList<string> _topics;
    private readonly RuntimeSettings _settings;
    private readonly ClusterContact _contact;
    private readonly ITopicAdmin _admin;
    private readonly TopicPurge _purge;
    private readonly TimeSpan _purgeInterval;
    private readonly CancellationTokenSource _ended = new();
    private readonly ITimer _timer;
    private Task _look = Task.CompletedTask;
    private long _purgedAt;
    private bool _isFailing;

    /// <summary>Starts the watch.</summary>
    /// <param name="graph">The topology whose topics are checked.</param>
    /// <param name="naming">Maps the topology's topic names to those in the cluster.</param>
    /// <param name="settings">The application's settings.</param>
    /// <param name="contact">Is told if the cluster answers.</param>
    /// <param name="admin">Sends the requests; disposed with the watch.</param>
    /// <param name="purgeInterval">The time between two purges of the application's own topics; infinite for none.</param>
    public TopicWatch(
        TopologyGraph graph, TopicNaming naming, RuntimeSettings settings, ClusterContact contact, ITopicAdmin admin, TimeSpan purgeInterval)
    {
        _sources = [.. graph.SubTopologies.SelectMany(subTopology => subTopology.Sources)];
        _topics = [.. _sources.SelectMany(source => source.Topics).Distinct().Select(naming.InCluster)];
        _settings = settings;
        _contact = contact;
        _admin = admin;
        _purge = new TopicPurge(settings.Committed, admin, settings.ApplicationId, settings.Logger);
        _purgeInterval = purgeInterval;
        _purgedAt = settings.TimeProvider.GetTimestamp();
        _timer = settings.TimeProvider.CreateTimer(static watch => ((TopicWatch)watch!).Begin(), this, Period, Period);
    }

    /// <summary>Ends the watch. A check in progress ends without effect.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _ended.Cancel();
        _look.ContinueWith(static (_, admin) => ((ITopicAdmin)admin!).Dispose(), _admin, TaskScheduler.Default);
    }

    private void Begin()
    {
        // Skipped while the previous check is still running.
        if (_look.IsCompleted && !_ended.IsCancellationRequested)
        {
            _look = LookAsync();
        }
    }

    private async Task LookAsync()
    {
        using var limit = new CancellationTokenSource(AnswerTimeout, _settings.TimeProvider);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _ended.Token);
        try
        {
            var topics = await TopicsAsync(ended.Token).ConfigureAwait(false);
            if (topics.Count > 0)
            {
                foreach (var (topic, id) in await _admin.GetTopicIdsAsync(topics, ended.Token).ConfigureAwait(false))
                {
                    _settings.Topics.Update(topic, id);
                }
            }

            _contact.Answered();
            _isFailing = false;
            if (_purgeInterval != Timeout.InfiniteTimeSpan && _settings.TimeProvider.GetElapsedTime(_purgedAt) >= _purgeInterval)
            {
                _purgedAt = _settings.TimeProvider.GetTimestamp();
                await _purge.RunAsync(ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            if (!_ended.IsCancellationRequested)
            {
                _contact.Failed(
                    new ClientException(ClientErrorKind.Retriable, "_TIMED_OUT", $"The cluster has not answered within {AnswerTimeout.TotalSeconds} s."));
            }
        }
        catch (ClientException exception) when (exception.Kind == ClientErrorKind.Retriable)
        {
            _contact.Failed(exception);
        }
        catch (Exception exception)
        {
            // The cluster answered with an error, or our own code failed unexpectedly. Neither may end the process from a timer's thread.
            _contact.Answered();
            if (!_isFailing)
            {
                ApplicationLog.NotWatched(_settings.Logger, exception, _settings.ApplicationId);
            }

            _isFailing = true;
        }
    }

    private async Task<IReadOnlyCollection<string>> TopicsAsync(CancellationToken cancellationToken)
    {
        if (!_sources.Any(source => source.Pattern is not null))
        {
            return _topics;
        }

        var all = await _admin.ListTopicsAsync(cancellationToken).ConfigureAwait(false);
        return [.. _topics.Union(all.Where(topic => _sources.Any(source => source.IsMatch(topic))))];
    }
}
