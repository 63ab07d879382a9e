using Commands.Streams.Clients;
using Commands.Streams.Testing.Simulating.Faults;

namespace Commands.Streams.Testing.Tests.Planting;

/// <summary>Blames everybody who has written for each record that was not delivered.</summary>
internal sealed class BlamingProducer : BuggyProducer
{
    private readonly HashSet<nint> _tokens = [];

    public BlamingProducer(IStreamProducer inner)
        : base(inner) => WrapTopic = topic => new Topic(this, topic);

    public override DeliveryFailureHandler? OnDeliveryFailure
    {
        get => base.OnDeliveryFailure;
        set => base.OnDeliveryFailure = (in DeliveryFailure failure) =>
        {
            foreach (var token in _tokens)
            {
                var blamed = failure;
                blamed.Token = token;
                value!(in blamed);
            }
        };
    }

    private sealed class Topic(BlamingProducer producer, IProducerTopic inner) : IProducerTopic
    {
        public string Name => inner.Name;

        public int PartitionCount => inner.PartitionCount;

        public int? MaxRecordBytes => inner.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token)
        {
            producer._tokens.Add(token);
            return inner.TrySend(in record, token);
        }
    }
}

/// <summary>Says that there is room while there is none, and waits for it as long as it takes.</summary>
internal sealed class PatientProducer : BuggyProducer
{
    public PatientProducer(IStreamProducer inner)
        : base(inner) => WrapTopic = topic => new Topic(this, topic);

    public override bool HasRoom => true;

    private sealed class Topic(PatientProducer producer, IProducerTopic inner) : IProducerTopic
    {
        public string Name => inner.Name;

        public int PartitionCount => inner.PartitionCount;

        public int? MaxRecordBytes => inner.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token)
        {
            while (!inner.TrySend(in record, token))
            {
                producer.Inner.WaitForRoom(TimeSpan.FromMilliseconds(100));
            }

            return true;
        }
    }
}

/// <summary>Takes its time to find out that a topic does not exist, while its worker waits.</summary>
internal sealed class SlowLookupProducer : BuggyProducer
{
    private static readonly TimeSpan Lookup = TimeSpan.FromSeconds(2);

    public SlowLookupProducer(IStreamProducer inner)
        : base(inner) => WrapTopic = topic => new Topic((FaultyProducer)inner, topic);

    private sealed class Topic(FaultyProducer producer, IProducerTopic inner) : IProducerTopic
    {
        public string Name => inner.Name;

        public int PartitionCount
        {
            get
            {
                WaitIfMissing();
                return inner.PartitionCount;
            }
        }

        public int? MaxRecordBytes => inner.MaxRecordBytes;

        public bool TrySend(in ProduceRecord record, nint token)
        {
            WaitIfMissing();
            return inner.TrySend(in record, token);
        }

        private void WaitIfMissing()
        {
            if (!producer.Exists(Name))
            {
                producer.Sleep(Lookup);
            }
        }
    }
}
