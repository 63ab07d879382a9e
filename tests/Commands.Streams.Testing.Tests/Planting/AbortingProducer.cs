using Commands.Streams.Clients;
using Commands.Streams.Errors;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>A producer that must abort transactions whose records have arrived, as the cluster may demand: no mistake.</summary>
internal sealed class AbortingProducer(IStreamProducer inner, Func<bool> mustAbort) : BuggyProducer(inner)
{
    public override void CommitTransaction(TimeSpan timeout)
    {
        if (mustAbort())
        {
            Flush(timeout);
            throw new ClientException(ClientErrorKind.Abortable, "INVALID_TXN_STATE", "The transaction must be aborted.");
        }

        base.CommitTransaction(timeout);
    }
}
