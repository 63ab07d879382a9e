using Commands.Streams.Clients;
using Commands.Streams.Errors;
using Commands.Streams.Graph;
using Commands.Streams.Graph.Definitions;

namespace Commands.Streams.Runtime.Watching;

/// <summary>
/// Looks at an application's topics now and then, away from its workers: whether the cluster answers, whether a topic was created again, and what can be
/// deleted from the application's own topics.
/// </summary>
internal sealed class TopicWatch : IDisposable
{
    /// <summary>How often it looks.</summary>
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

    /// <summary>Begins to watch.</summary>
    /// <param name="graph">The topology.</param>
    /// <param name="naming">The names of its topics.</param>
    /// <param name="settings">The application's settings.</param>
    /// <param name="contact">Hears whether the cluster answers.</param>
    /// <param name="admin">Asks the cluster; disposed with the watch.</param>
    /// <param name="purgeInterval">How often committed records are deleted from the application's own topics; infinite for never.</param>
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

    /// <summary>Ends the watch. What it asks at the moment ends without effect.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _ended.Cancel();
        _look.ContinueWith(static (_, admin) => ((ITopicAdmin)admin!).Dispose(), _admin, TaskScheduler.Default);
    }

    private void Begin()
    {
        // A look that lasts longer than the period is not overtaken.
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
            // It answered, or something nobody has thought of went wrong here: neither may end the process from a timer's thread.
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
