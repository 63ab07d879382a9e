namespace Commands.Streams.Testing.Simulating.Faults;

/// <summary>Requests whose senders gave up waiting for an answer, and that reach the cluster all the same, at their moment.</summary>
internal sealed class LateRequests(World world)
{
    private readonly List<(DateTimeOffset Due, string What, Action Arrive)> _waiting = [];

    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? earliest = null;
            foreach (var (due, _, _) in _waiting)
            {
                earliest = earliest is { } found && found <= due ? found : due;
            }

            return earliest;
        }
    }

    public void Add(DateTimeOffset due, string what, Action arrive) => _waiting.Add((due, what, arrive));

    /// <summary>Lets those arrive that are due, the first that was sent first.</summary>
    public void ArriveDue()
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            var (due, what, arrive) = _waiting[i];
            if (due <= world.Now)
            {
                _waiting.RemoveAt(i--);
                world.NoteFault(-1, -1, "gets late:", what);
                world.States.Add("LateRequest");
                arrive();
            }
        }
    }
}
