using Commands.Streams.Errors;
using Commands.Streams.Records;

namespace Commands.Streams.Tasks.Nodes;

/// <summary>
/// A node that takes records. What its work throws is put before the processing exception handler here, at the node that failed; what was decided
/// already passes through.
/// </summary>
internal abstract class ReceivingNode<TKey, TValue>(string name) : ProcessorNode(name)
{
    public void Receive(in Record<TKey, TValue> record)
    {
        try
        {
            Process(in record);
        }
        catch (Exception exception) when (exception is not TaskFailedException { IsVerdict: true })
        {
            Context.HandleProcessingFailure(Name, exception);
        }
    }

    protected abstract void Process(in Record<TKey, TValue> record);
}
